/**
 * Rules for what goes out, checked before anything is sent (NOTES.md section 12). Every function throws `CloudError` of
 * kind `invalid`, reason `badInput`, with the parameter's name and the rule it broke.
 */
import { CloudError, type InputProblem } from './cloudError';

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
