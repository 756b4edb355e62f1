/** The commands of profiles but signing in: a bundle of its own, loaded by the first of them. */
export { editProfileInUse } from './editProfile';
export { removeAllData, signOut } from './signOutCommand';
export { switchProfile, use } from './switchProfile';
export { greetInSandbox } from './sandboxMessages';
export { warnOfUnusable } from './unusableProfiles';
