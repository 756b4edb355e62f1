import type { KeyFault } from '../sdkCredentials';

/** Why a valid sign-in still cannot be used, with what the person needs to know about it. */
export type Unusable =
  | { readonly kind: 'accountScope' }
  | { readonly kind: 'otherRegion'; readonly region: string }
  /** In no table of hosts, and no setting names any. */
  | { readonly kind: 'unknownRegion'; readonly region: string }
  | { readonly kind: 'unusableKey'; readonly fault: KeyFault }
  | { readonly kind: 'noProject'; readonly region: string };

export class SignInRefused extends Error {
  constructor(readonly problem: Unusable) {
    super(`The sign-in cannot be used: ${problem.kind}`);
  }
}
