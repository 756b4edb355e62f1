/**
 * Rules for what goes out, checked before anything is sent (NOTES.md section 12). Every function throws `CloudError` of
 * kind `invalid`, reason `badInput`, with the parameter's name and the rule it broke.
 */
import { CloudError, type InputProblem } from './errors';
import type { CodeArtsProjectId, IamProjectId, RegistryId, RepositoryId, RepositoryUuid } from './ids';

const LARGEST_ID = 2_147_483_647;
/** A lone surrogate: no encoding has it. */
const HALF_CHARACTER = /\p{Cs}/u;

export function badInput(
  operation: string,
  parameter: string,
  problem: InputProblem,
  rule: string,
  character?: string,
): CloudError {
  return new CloudError(`${operation}: ${parameter} ${rule}`, {
    kind: 'invalid',
    reason: 'badInput',
    operation,
    parameter,
    problem,
    character,
  });
}

/**
 * A whole number between two bounds, both allowed.
 *
 * @returns The number.
 */
export function checkInteger(
  value: unknown,
  minimum: number,
  maximum: number,
  parameter: string,
  operation: string,
): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw badInput(operation, parameter, 'notInteger', 'is not a whole number');
  }
  if (value < minimum || value > maximum) {
    throw badInput(operation, parameter, 'outOfRange', `is not between ${minimum} and ${maximum}`);
  }
  return value;
}

/** Text of 1 to `maximum` characters without control characters and lone surrogates. */
export function checkText(value: unknown, maximum: number, parameter: string, operation: string): string {
  if (typeof value !== 'string') {
    throw badInput(operation, parameter, 'notText', 'is not text');
  }
  if (value === '') {
    throw badInput(operation, parameter, 'empty', 'is empty');
  }
  if (value.length > maximum) {
    throw badInput(operation, parameter, 'tooLong', `is longer than ${maximum} characters`);
  }
  if (/\p{Cc}/u.test(value)) {
    throw badInput(operation, parameter, 'controlCharacters', 'has control characters');
  }
  if (HALF_CHARACTER.test(value)) {
    throw badInput(operation, parameter, 'unexpectedCharacters', 'has half a character, which cannot be sent');
  }
  return value;
}

/** One of the listed values. */
export function checkOneOf<T extends string>(
  value: unknown,
  known: readonly T[],
  parameter: string,
  operation: string,
): T {
  const found = known.find((candidate) => candidate === value);
  if (found === undefined) {
    throw badInput(operation, parameter, 'unknownValue', `is not one of ${known.join(', ')}`);
  }
  return found;
}

/** @param value Whole number from 1 to 2147483647. Text is refused, also when it holds a number. */
export function toRepositoryId(value: unknown, operation = 'toRepositoryId'): RepositoryId {
  // The check is what makes the number a repository ID.
  return checkInteger(value, 1, LARGEST_ID, 'repositoryId', operation) as RepositoryId;
}

/** @param value Text without `/`; 32 hexadecimal digits are usual but not required. */
export function toRepositoryUuid(value: unknown, operation = 'toRepositoryUuid'): RepositoryUuid {
  return checkPathSegment(value, 256, 'repositoryUuid', operation) as RepositoryUuid; // the check makes it one
}

/** @param value 1 to 256 characters. It looks like a CodeArts project UUID and cannot be told from one. */
export function toIamProjectId(value: unknown, operation = 'toIamProjectId'): IamProjectId {
  return checkPathSegment(value, 256, 'iamProjectId', operation) as IamProjectId; // the check makes it one
}

/** @param value 32 letters and digits. */
export function toCodeArtsProjectId(value: unknown, operation = 'toCodeArtsProjectId'): CodeArtsProjectId {
  const text = checkText(value, 32, 'codeArtsProjectId', operation);
  if (text.length < 32) {
    throw badInput(operation, 'codeArtsProjectId', 'outOfRange', 'is shorter than 32 characters');
  }
  if (!/^[A-Za-z0-9]+$/.test(text)) {
    throw badInput(
      operation,
      'codeArtsProjectId',
      'unexpectedCharacters',
      'has other characters than letters and digits',
    );
  }
  return text as CodeArtsProjectId; // the checks make it one
}

/** @param value 1 to 64 characters. */
export function toRegistryId(value: unknown, operation = 'toRegistryId'): RegistryId {
  return checkText(value, 64, 'registryId', operation) as RegistryId; // the check makes it one
}

/** A dot or two would be resolved away from the path, and the call would reach another operation. */
function checkPathSegment(value: unknown, maximum: number, parameter: string, operation: string): string {
  const text = checkText(value, maximum, parameter, operation);
  if (/[/\\]/.test(text) || /^\.{1,2}$/.test(text)) {
    throw badInput(operation, parameter, 'unexpectedCharacters', 'cannot be part of a path');
  }
  return text;
}
