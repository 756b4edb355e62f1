import { checkToken } from './checks';

/** A request about to be sent, as a signature needs it. */
export interface OutgoingRequest {
  readonly operation: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The exact text that is sent; `undefined` for a request without a body. */
  readonly body: string | undefined;
}

/** Adds to a request what proves who sends it. Asked again for every try, as a signature holds the time. */
export interface Authoriser {
  /** Which of two meanings some gateway codes have. */
  readonly kind: 'token' | 'signature';
  /** When the credential ends, as far as that is known. */
  readonly expiresAt?: Date;
  headersFor(request: OutgoingRequest): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** Values that must appear nowhere. */
  secrets(): readonly string[];
  /** The token itself, where there is one: IAM wants it a second time to look it up. */
  token?(): string;
}

/** A token of IAM, project-scoped for CodeArts Repo and HSS (NOTES.md section 3). */
export interface TokenCredential {
  readonly kind: 'token';
  readonly token: string;
  readonly expiresAt?: Date;
}

export type Credential = TokenCredential | Authoriser;

/** @throws CloudError `invalid`/`badInput` for a token that cannot stand in a header. */
export function authoriserOf(credential: Credential): Authoriser {
  return 'headersFor' in credential ? credential : new TokenAuthoriser(credential);
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

  token(): string {
    return this.#token;
  }
}
