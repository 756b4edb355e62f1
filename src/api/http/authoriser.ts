import type { Service } from '../contract/regions';
import type { CloudError } from '../errors/cloudError';

/** A request about to be sent, as a signature needs it. */
export interface OutgoingRequest {
  readonly operation: string;
  readonly service: Service;
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The exact text that is sent; `undefined` for a request without a body. */
  readonly body: string | undefined;
  /** The time by the clock of the server as far as it is known, else by that of this computer. */
  readonly now: Date;
}

/** Adds to a request what proves who sends it. Asked again for every try, as a signature holds the time. */
export interface Authoriser {
  /** Which of two meanings some gateway codes have. */
  readonly kind: 'token' | 'signature' | 'none';
  /** When the credential ends, as far as that is known. */
  readonly expiresAt?: Date;
  /** Why there will never be a credential again; whoever asks for headers gets it as the error. */
  readonly refusal?: CloudError;
  /** A rejection is reported as it is, and not tried again. A token goes into the header `X-Auth-Token`. */
  headersFor(request: OutgoingRequest): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** Values that must appear nowhere. Asked again when a text is to be cleaned: they may change. */
  secrets(): readonly string[];
  /**
   * Called when a service refused a token that has ended or is for another region.
   *
   * @param usedToken What was refused.
   * @returns Whether there is another token now, so that the request should be sent again.
   */
  renewAfter?(error: CloudError, usedToken: string): Promise<boolean>;
  /** Called when the client is disposed. */
  dispose?(): void;
}
