/** What is done with repositories and mirrors: a bundle of its own, loaded by the first of these commands. */
export { associateMirror, changeSource } from './associateMirror';
export { checkAllMirrors } from './checkAll';
export { withCloneUrl } from './cloneAddress';
export { findRepository } from './findRepository';
export { showMirrorDetails } from './mirrorDetails';
export { mirrorPage } from './mirrorPage';
export { openSource } from './openSource';
export { overwriteMirror } from './overwriteMirror';
export { checkProject, copyProjectId, copyProjectName, syncProject } from './projectCommands';
export { copyCloneUrl, openInBrowser } from './repositoryActions';
export { revealMirrors } from './revealing';
export { chooseMirrors, syncMirror } from './syncMirror';
