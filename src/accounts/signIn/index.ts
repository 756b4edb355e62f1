import type { Clock, Profile } from '../../ui/session';
import type { Secret } from '../secretRecord';
import type { Draft } from './draft';
import { keySteps } from './keySteps';
import { methodStep, usableKey } from './methodStep';
import { profileOf } from './outcome';
import type { SignInParts } from './parts';
import { passwordSteps } from './passwordSteps';
import { projectStep, reviewStep } from './profileSteps';
import { regionStep } from './regionStep';
import { tokenStep } from './tokenStep';
import { runWizard } from './wizard';

export type { SignInParts } from './parts';

/** A profile that works, and what proves who somebody is. A key that is read where it is needed has no secret. */
export interface SignedIn {
  readonly profile: Profile;
  readonly secret: Secret | undefined;
  /** When the token ends; undefined for keys. */
  readonly expiresAt?: Date;
}

/**
 * Asks how, where and who, and checks each answer with the cloud. Nothing is stored.
 *
 * @param again the profile that is to be signed in to again: what is known of it is not asked
 * @returns undefined when the person left
 */
export async function askToSignIn(parts: SignInParts, again: Profile | undefined): Promise<SignedIn | undefined> {
  const steps = [
    methodStep(parts),
    regionStep(parts),
    tokenStep(parts),
    ...passwordSteps(parts),
    ...keySteps(parts),
    projectStep(parts),
    reviewStep(parts),
  ];
  const draft = await runWizard(steps, again === undefined ? {} : known(again, parts));
  return draft && signedIn(draft, parts.clock);
}

function known(profile: Profile, { found }: SignInParts): Draft {
  const { method, region, accountName, userName, userId } = profile;
  const key = usableKey(method, found);
  if ((method === 'environment' || method === 'file') && key === undefined) {
    // It is no longer where it was: another way has to be chosen.
    return { region, again: profile };
  }
  const user = method === 'password' ? { accountName, userName, userId } : {};
  return { method, region, found: key, again: profile, ...user };
}

function signedIn(draft: Draft, clock: Clock): SignedIn | undefined {
  const profile = profileOf(draft);
  return profile && { profile, secret: secretOf(draft, clock), expiresAt: draft.verified?.token?.expiresAt };
}

function secretOf({ method, verified, password, keepPassword, key }: Draft, clock: Clock): Secret | undefined {
  const changedAt = clock().getTime();
  const token = verified?.token;
  if (method === 'accessKey') {
    const { accessKey = '', secretKey = '', securityToken } = key ?? {};
    return { kind: 'accessKey', changedAt, accessKey, secretKey, securityToken };
  }
  if (token === undefined) {
    return undefined;
  }
  const ends = { changedAt, token: token.value, expiresAt: token.expiresAt.getTime() };
  return method === 'password'
    ? { kind: 'password', ...ends, password: keepPassword === true ? password : undefined }
    : { kind: 'token', ...ends };
}
