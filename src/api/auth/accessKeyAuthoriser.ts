import type { Authoriser, OutgoingRequest } from '../http/authoriser';
import { checkAccessKey, checkHeaderValue, checkSecretKey, checkSecurityToken } from './credentialChecks';
import type { IamProjectId } from '../contract/ids';

/** An access key, permanent or (with a security token) temporary. Each request is signed with it. */
export interface AccessKeyCredential {
  readonly kind: 'accessKey';
  readonly accessKey: string;
  readonly secretKey: string;
  readonly securityToken?: string;
  /** ID of the account, which IAM wants to be told. */
  readonly accountId?: string;
}

/** What a signature needs besides the key. */
export interface SigningContext {
  /** A signature holds the time: the gateway refuses one that is more than 15 minutes off. */
  readonly clock: () => Date;
  /** Project that requests are for, except those to IAM. */
  readonly iamProjectId: IamProjectId | undefined;
}

const OPERATION = 'authorise';

/** Signs `host`, the time, and every header that it adds (openapi.yaml, x-request-signing). */
export class AccessKeyAuthoriser implements Authoriser {
  readonly kind = 'signature';
  readonly #accessKey: string;
  // Private to the language, so that neither JSON nor an inspector shows it.
  readonly #secretKey: string;
  readonly #securityToken: string | undefined;
  readonly #accountId: string | undefined;
  readonly #projectId: string | undefined;
  readonly #clock: () => Date;

  /** @throws CloudError `invalid`/`badInput` for a part of the key that cannot stand in a header. */
  constructor(credential: AccessKeyCredential, context: SigningContext) {
    const { accessKey, secretKey, securityToken, accountId } = credential;
    this.#accessKey = checkAccessKey(accessKey, OPERATION);
    this.#secretKey = checkSecretKey(secretKey, OPERATION);
    this.#securityToken = securityToken === undefined ? undefined : checkSecurityToken(securityToken, OPERATION);
    this.#accountId = headerValue(accountId, 'accountId');
    this.#projectId = headerValue(context.iamProjectId, 'iamProjectId');
    this.#clock = context.clock;
  }

  async headersFor({ service, method, url, body }: OutgoingRequest): Promise<Readonly<Record<string, string>>> {
    // Loaded by the first request: nobody who signs in with a token needs it, nor does activation.
    const { sign } = await import('./signing');
    const scope =
      service === 'iam' ? present('X-Domain-Id', this.#accountId) : present('X-Project-Id', this.#projectId);
    const added = { ...scope, ...present('X-Security-Token', this.#securityToken) };
    const signature = sign({
      method,
      url,
      headers: { host: url.host, ...added },
      body,
      accessKey: this.#accessKey,
      secretKey: this.#secretKey,
      date: this.#clock(),
    });
    return { ...added, ...signature };
  }

  secrets(): readonly string[] {
    return [this.#secretKey, this.#securityToken].filter((secret) => secret !== undefined);
  }
}

function headerValue(value: string | undefined, parameter: string): string | undefined {
  return value === undefined ? undefined : checkHeaderValue(value, parameter, OPERATION);
}

function present(name: string, value: string | undefined): Readonly<Record<string, string>> {
  return value === undefined ? {} : { [name]: value };
}
