import { authoriserOf, type Credential } from './auth/credential';
import type { IamProjectId } from './contract/ids';
import type { Endpoints } from './contract/regions';
import type { CloudError, CloudErrorReason } from './errors/cloudError';
import { checkText } from './errors/inputChecks';
import type { Authoriser } from './http/authoriser';
import { sleep, type Sleep } from './http/cancellation';
import { checkEndpoint } from './http/endpoint';
import type { RequestLogEntry } from './http/httpRequest';
import type { KeyGate } from './http/keyTrial';
import { RateLimiter } from './http/rateLimiter';
import { createHttp, type Http } from './http/send';
import { toIamProjectId } from './operations/identifiers';
import { type Operations, operationsOf } from './operations/index';

export interface CloudClientOptions {
  /** Checked with `checkEndpoint`. */
  readonly endpoints: Endpoints;
  /** An authoriser is disposed of together with the client. */
  readonly credential: Credential;
  /** For an access key that other clients use too: one of them tries it first, because five refusals lock it. */
  readonly keyGate?: KeyGate;
  /** Needed for HSS, and named in signed requests. */
  readonly iamProjectId?: IamProjectId | string;
  /** Sent with calls to HSS that name none; `all_granted_eps` asks for all. */
  readonly enterpriseProjectId?: string;
  /** Milliseconds for one try, from sending to the last byte; 30,000 when left out. */
  readonly timeoutMs?: number;
  /** Asked before each request; no limit when it is `undefined`, left out or below 1. */
  readonly requestsPerMinute?: () => number | undefined;
  readonly clock?: () => Date;
  /** From 0 up to 1. */
  readonly random?: () => number;
  readonly sleep?: Sleep;
  /** Called after each try. Entries hold no secret and nothing that a person typed. */
  readonly log?: (entry: RequestLogEntry) => void;
  /**
   * Called when the service refuses the credential: once for each reason, however many calls fail for it at the same
   * time.
   */
  readonly onUnauthorized?: (error: CloudError) => void;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/** Huawei Cloud as one profile sees it. */
export interface CloudApi extends Operations {
  /**
   * Clock of the server minus that of this computer in milliseconds, good to about a second: read from the latest
   * answer. `undefined` before there was one.
   */
  readonly clockOffsetMs: number | undefined;
  /** IAM project of the profile, which HSS wants in its path. */
  readonly iamProjectId: IamProjectId | undefined;
}

export interface CloudClient extends CloudApi {
  /** Stops everything under way, also a renewal of the token; all later calls fail with kind `cancelled`. */
  dispose(): void;
}

/** @throws CloudError `invalid`/`badInput` for an endpoint, a token, a key or a project that cannot be used. */
export function createCloudClient(options: CloudClientOptions): CloudClient {
  const operation = 'createCloudClient';
  const iamProjectId = options.iamProjectId === undefined ? undefined : toIamProjectId(options.iamProjectId, operation);
  const enterpriseProjectId =
    options.enterpriseProjectId === undefined
      ? undefined
      : checkText(options.enterpriseProjectId, 256, 'enterpriseProjectId', operation);
  const authoriser = authoriserOf(options.credential, { clock: options.clock ?? currentTime, iamProjectId });
  const disposal = new AbortController();
  const http = httpFor(options, authoriser, disposal.signal);
  return {
    ...operationsOf(http, { http, iamProjectId, enterpriseProjectId }),
    iamProjectId,
    get clockOffsetMs() {
      return http.clockOffsetMs;
    },
    dispose: () => {
      disposal.abort();
      authoriser.dispose?.();
    },
  };
}

const currentTime = (): Date => new Date();

function httpFor(options: CloudClientOptions, authoriser: Authoriser, disposed: AbortSignal): Http {
  const clock = options.clock ?? currentTime;
  const pause = options.sleep ?? sleep;
  return createHttp({
    endpoints: checkedEndpoints(options.endpoints),
    authoriser,
    keyGate: options.keyGate,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    limiter: new RateLimiter(() => options.requestsPerMinute?.(), clock, pause),
    clock,
    random: options.random ?? Math.random,
    sleep: pause,
    disposed,
    log: options.log,
    onUnauthorized: oncePerReason(options.onUnauthorized),
  });
}

function checkedEndpoints(endpoints: Endpoints): Endpoints {
  const optional = (url: string | undefined, service: string): string | undefined =>
    url === undefined ? undefined : checkEndpoint(url, `endpoints.${service}`);
  return {
    iam: checkEndpoint(endpoints.iam, 'endpoints.iam'),
    repo: optional(endpoints.repo, 'repo'),
    hss: optional(endpoints.hss, 'hss'),
    projectman: optional(endpoints.projectman, 'projectman'),
    pipeline: optional(endpoints.pipeline, 'pipeline'),
  };
}

/** Many calls fail at once when a token ends; a person wants to hear of it once. */
function oncePerReason(notify: ((error: CloudError) => void) | undefined): (error: CloudError) => void {
  const told = new Set<CloudErrorReason | undefined>();
  return (error) => {
    if (!told.has(error.reason)) {
      told.add(error.reason);
      notify?.(error);
    }
  };
}
