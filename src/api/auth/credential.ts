import { type AccessKeyCredential, AccessKeyAuthoriser, type SigningContext } from './accessKeyAuthoriser';
import { checkToken } from './credentialChecks';
import type { Authoriser } from '../http/authoriser';

/** A token of IAM, project-scoped for CodeArts Repo and HSS (NOTES.md section 3). */
export interface TokenCredential {
  readonly kind: 'token';
  readonly token: string;
  readonly expiresAt?: Date;
}

/** Nobody, which is enough to ask for a token. */
export interface NoCredential {
  readonly kind: 'none';
}

export type Credential = TokenCredential | AccessKeyCredential | NoCredential | Authoriser;

/** @throws CloudError `invalid`/`badInput` for a token or a key that cannot stand in a header. */
export function authoriserOf(credential: Credential, context: SigningContext): Authoriser {
  if ('headersFor' in credential) {
    return credential;
  }
  switch (credential.kind) {
    case 'token':
      return new TokenAuthoriser(credential);
    case 'accessKey':
      return new AccessKeyAuthoriser(credential, context);
    case 'none':
      return { kind: 'none', headersFor: () => ({}), secrets: () => [] };
  }
}

class TokenAuthoriser implements Authoriser {
  readonly kind = 'token';
  readonly expiresAt: Date | undefined;
  // Private to the language, so that neither JSON nor an inspector shows it.
  readonly #token: string;

  constructor(credential: TokenCredential) {
    this.#token = checkToken(credential.token, 'authorise');
    this.expiresAt = credential.expiresAt;
  }

  headersFor(): Readonly<Record<string, string>> {
    return { 'X-Auth-Token': this.#token };
  }

  secrets(): readonly string[] {
    return [this.#token];
  }
}
