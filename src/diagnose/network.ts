import { isIP } from 'node:net';
import { CloudError, errorFromNetwork, proxySchemes, redactorFor, type Service } from '../api/index';
import type { Clock } from '../ui/session';
import { atMost } from '../ui/timeLimit';
import type { Certificate } from './certificate';
import type { Answer, Probes } from './probes';
import type { ProxyRoute } from './proxy';
import type { Origin } from './services';

export type Resolution =
  /** The address holds no name, or this computer is meant. */
  | { readonly kind: 'notNeeded' }
  | { readonly kind: 'found'; readonly addresses: readonly string[] }
  | { readonly kind: 'failed'; readonly code: string }
  | { readonly kind: 'stopped' };

export type Connection =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly elapsedMs: number;
      /** Origin that the answer points to, when it is another one. */
      readonly redirect?: string;
      /** Sign-in methods that a proxy offers. */
      readonly proxySchemes: readonly string[];
    }
  /** The server was reached and is not trusted. */
  | { readonly kind: 'untrusted'; readonly code: string }
  | { readonly kind: 'failed'; readonly error: CloudError; readonly code: string | undefined }
  /** The person did not want to wait. */
  | { readonly kind: 'stopped' };

/** What was found out about one address. */
export interface OriginFacts {
  readonly url: string;
  readonly host: string;
  readonly secure: boolean;
  readonly services: readonly Service[];
  readonly proxy: ProxyRoute;
  readonly resolution: Resolution;
  readonly connection: Connection;
  readonly certificate: Certificate | undefined;
  /** How far the server's clock is ahead of this computer's, milliseconds; undefined when it was not told. */
  readonly clockAheadMs: number | undefined;
}

export interface NetworkParts {
  readonly probes: Probes;
  readonly routeOf: (url: string) => ProxyRoute;
  readonly clock: Clock;
  /** For one probe, milliseconds. */
  readonly limitMs: number;
}

/** Name, connection, certificate and clock of one address. Sends two or three requests, none of which holds a secret. */
export async function checkOrigin(
  { url, services }: Origin,
  parts: NetworkParts,
  signal: AbortSignal,
): Promise<OriginFacts> {
  const { hostname, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const resolution = await resolve(host, parts, signal);
  const reached = await connect(url, host, parts, signal);
  const proxy = parts.routeOf(url);
  return { url, host, secure: protocol === 'https:', services, proxy, resolution, ...reached };
}

async function resolve(host: string, { probes, limitMs }: NetworkParts, signal: AbortSignal): Promise<Resolution> {
  if (isIP(host) !== 0 || host === 'localhost') {
    return { kind: 'notNeeded' };
  }
  const limited = atMost(limitMs, signal);
  try {
    return { kind: 'found', addresses: await probes.resolve(host, limited) };
  } catch (thrown) {
    if (signal.aborted) {
      return { kind: 'stopped' };
    }
    return { kind: 'failed', code: limited.aborted ? 'ETIMEOUT' : (codeOf(thrown) ?? 'ENOTFOUND') };
  }
}

type Reached = Pick<OriginFacts, 'connection' | 'certificate' | 'clockAheadMs'>;

async function connect(url: string, host: string, parts: NetworkParts, signal: AbortSignal): Promise<Reached> {
  const first = await ask(url, host, true, parts, signal);
  if ('clockAheadMs' in first) {
    return first;
  }
  const { connection } = first;
  if (connection.kind !== 'failed' || connection.error.kind !== 'tls') {
    return { connection, certificate: undefined, clockAheadMs: undefined };
  }
  // Once more without checking, to see whose certificate it is. Nothing secret is sent, and nothing that comes is used.
  const second = await ask(url, host, false, parts, signal);
  if (!('clockAheadMs' in second)) {
    return { connection, certificate: undefined, clockAheadMs: undefined };
  }
  return { ...second, connection: { kind: 'untrusted', code: connection.code ?? 'TLS' } };
}

async function ask(
  url: string,
  host: string,
  verify: boolean,
  { probes, clock, limitMs }: NetworkParts,
  signal: AbortSignal,
): Promise<Reached | { readonly connection: Exclude<Connection, { readonly kind: 'answered' | 'untrusted' }> }> {
  const limited = atMost(limitMs, signal);
  const started = clock().getTime();
  try {
    const answer = await probes.request(url, { verify }, limited);
    const elapsedMs = clock().getTime() - started;
    const { status, proxyChallenge } = answer;
    return {
      connection: {
        ...{ kind: 'answered', status, elapsedMs, redirect: elsewhere(answer, url) },
        proxySchemes: proxySchemes(proxyChallenge),
      },
      certificate: answer.certificate,
      clockAheadMs: aheadOf(started + elapsedMs / 2, answer.date),
    };
  } catch (thrown) {
    if (signal.aborted) {
      return { connection: { kind: 'stopped' } };
    }
    const error = limited.aborted
      ? new CloudError('connect: no answer in time', { kind: 'timeout', operation: 'connect' })
      : errorFromNetwork(thrown, { operation: 'connect', host, write: false, redact: redactorFor([]) });
    return { connection: { kind: 'failed', error, code: limited.aborted ? undefined : codeOf(thrown) } };
  }
}

function elsewhere({ status, location }: Answer, url: string): string | undefined {
  if (status < 300 || status > 399 || location === undefined || !URL.canParse(location, url)) {
    return undefined;
  }
  const target = new URL(location, url);
  // Without path and query: either can hold what opens a session.
  return target.origin === new URL(url).origin ? undefined : `${target.protocol}//${target.host}`;
}

function aheadOf(localMs: number, date: string | undefined): number | undefined {
  const serverMs = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(serverMs) ? undefined : serverMs - localMs;
}

function codeOf(thrown: unknown): string | undefined {
  const code: unknown = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : undefined;
}

/** Whether requests of the API can get through to where this was found out. */
export function isReachable(facts: OriginFacts | undefined): boolean {
  return facts?.connection.kind === 'answered';
}
