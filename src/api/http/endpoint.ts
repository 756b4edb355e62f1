import { CloudError, type InputProblem } from '../errors/cloudError';

/**
 * Checks an address that requests with the token will go to.
 *
 * @param url `https://host[:port]`; `http` only for this computer (127.0.0.0/8, [::1], localhost).
 * @param parameter Name for the error.
 * @returns The origin, without a slash at the end.
 * @throws CloudError of kind `invalid`, reason `badInput`.
 */
export function checkEndpoint(url: string, parameter = 'endpoint'): string {
  const fail = (problem: InputProblem, rule: string): CloudError =>
    new CloudError(`${parameter}: ${rule}`, {
      kind: 'invalid',
      reason: 'badInput',
      operation: 'checkEndpoint',
      parameter,
      problem,
    });
  if (url.length === 0) {
    throw fail('empty', 'is empty');
  }
  if (url.length > 2048) {
    throw fail('tooLong', 'is longer than 2048 characters');
  }
  // URL drops tabs and line breaks silently and reads a backslash as a slash; neither belongs into a setting.
  if (/[\s\p{Cc}\p{Cf}\\]/u.test(url)) {
    throw fail('controlCharacters', 'has white space, control characters or backslashes');
  }
  if (!/^https?:\/\/[^/?#]/i.test(url)) {
    throw fail('scheme', 'does not start with https://');
  }
  if (!URL.canParse(url)) {
    throw fail('notAnAddress', 'is not an address');
  }
  const parsed = new URL(url);
  if (/^[^/?#]*\/\/[^/?#]*@/.test(url)) {
    throw fail('credentials', 'holds a user name or password');
  }
  if (parsed.protocol === 'http:' && !isLoopback(parsed.hostname)) {
    throw fail('scheme', 'is not https');
  }
  if (parsed.pathname !== '/' || /[?#]/.test(url)) {
    throw fail('notAnOrigin', 'has a path or query');
  }
  return parsed.origin;
}

/** `URL` has already brought the many ways of writing an IPv4 address into the dotted form. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}
