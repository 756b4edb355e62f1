import { isCloudError } from '../api/index';

/**
 * What a failed read means for those after it. `passing`: this one may go better later. `everything`: the next would end
 * the same way, until something outside has changed. `person`: the same, and only a person can change it. `lasting`:
 * asking for this one again would bring the same answer.
 */
export type Setback = 'passing' | 'everything' | 'person' | 'lasting';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

export function setbackOf(error: unknown): Setback {
  if (!isCloudError(error)) {
    return 'lasting';
  }
  switch (error.kind) {
    case 'timeout':
    case 'server':
    case 'malformed':
      return 'passing';
    case 'offline':
    case 'tls':
    case 'rateLimited':
      return 'everything';
    case 'proxy':
      // A password that is wrong once too often locks its user.
      return error.reason === 'proxyAuthentication' || error.reason === 'proxySchemeUnsupported'
        ? 'person'
        : 'everything';
    case 'unauthorized':
      return 'person';
    case 'forbidden':
    case 'notFound':
    case 'invalid':
    case 'cancelled':
      return 'lasting';
  }
}

/**
 * How long one that failed is left alone: 1, 2, 4… minutes up to half an hour.
 *
 * @param failures how many there have been in a row, from 1
 */
export function againAfterMs(failures: number): number {
  return doubled(MINUTE_MS, failures, 30 * MINUTE_MS);
}

/**
 * How long everything is left alone when nothing gets through: 15 seconds, 30 seconds, 1 minute… up to 5.
 *
 * @param failures how many there have been in a row, from 1
 */
export function pauseAfterMs(failures: number): number {
  return doubled(15 * SECOND_MS, failures, 5 * MINUTE_MS);
}

function doubled(first: number, failures: number, longest: number): number {
  return Math.min(longest, first * 2 ** (failures - 1));
}
