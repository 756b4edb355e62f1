/**
 * Rules for what proves who somebody is, checked before anything is sent. Every function throws `CloudError` of kind
 * `invalid`, reason `badInput`; no message holds the value.
 */
import { badInput, checkText } from '../errors/inputChecks';

const LONGEST_NAME = 256;

/**
 * A token as pasted by a person.
 *
 * @param text Any length: the documented upper limits contradict each other (NOTES.md section 3).
 * @returns The token without white space around it.
 * @throws CloudError `invalid`/`badInput` with problem `empty`, `controlCharacters` (also a line break in the middle) or
 * `unexpectedCharacters` (what cannot stand in an HTTP header).
 */
export function checkToken(text: string, operation = 'checkToken'): string {
  return checkHeaderValue(text, 'token', operation, 'has characters that no token has');
}

/**
 * The AK of an access key as pasted by a person.
 *
 * @returns The AK without white space around it.
 * @throws CloudError as `checkToken` does; a comma or an equals sign, which would break the signature's header, is an
 * unexpected character too.
 */
export function checkAccessKey(text: string, operation = 'checkAccessKey'): string {
  const accessKey = checkHeaderValue(text, 'accessKey', operation);
  if (/[,=]/.test(accessKey)) {
    throw badInput(operation, 'accessKey', 'unexpectedCharacters', 'has characters that no access key has');
  }
  return accessKey;
}

/** The SK of an access key as pasted by a person: as `checkToken`. It is never sent. */
export function checkSecretKey(text: string, operation = 'checkSecretKey'): string {
  return checkHeaderValue(text, 'secretKey', operation);
}

/** The security token that belongs to a temporary access key: as `checkToken`. */
export function checkSecurityToken(text: string, operation = 'checkSecurityToken'): string {
  return checkHeaderValue(text, 'securityToken', operation);
}

/** Visible ASCII characters; white space around them is dropped. */
export function checkHeaderValue(
  text: string,
  parameter: string,
  operation: string,
  rule = 'has characters that cannot be in it',
): string {
  const value = text.trim();
  if (value === '') {
    throw badInput(operation, parameter, 'empty', 'is empty');
  }
  if (/\p{Cc}/u.test(value)) {
    throw badInput(operation, parameter, 'controlCharacters', 'has control characters or line breaks');
  }
  if (/[^\x21-\x7e]/.test(value)) {
    throw badInput(operation, parameter, 'unexpectedCharacters', rule);
  }
  return value;
}

/** Name of an account or of an IAM user, as the console shows it: not empty, no control characters. */
export function checkIdentityName(
  text: string,
  parameter: 'accountName' | 'userName',
  operation = 'checkIdentityName',
): string {
  return checkText(typeof text === 'string' ? text.trim() : text, LONGEST_NAME, parameter, operation);
}

/** Any text but an empty one. White space belongs to it. */
export function checkPassword(text: string, operation = 'checkPassword'): string {
  if (text === '') {
    throw badInput(operation, 'password', 'empty', 'is empty');
  }
  return text;
}

/** The six digits of a virtual MFA device. White space is dropped: devices show the digits in two groups. */
export function checkPasscode(text: string, operation = 'checkPasscode'): string {
  const passcode = text.replace(/\s/g, '');
  if (passcode === '') {
    throw badInput(operation, 'passcode', 'empty', 'is empty');
  }
  if (!/^[0-9]{6}$/.test(passcode)) {
    throw badInput(operation, 'passcode', 'unexpectedCharacters', 'is not six digits');
  }
  return passcode;
}
