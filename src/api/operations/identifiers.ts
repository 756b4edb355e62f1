/** Makes identifiers of values from outside. Every function throws `CloudError` of kind `invalid`, reason `badInput`. */
import type { CodeArtsProjectId, IamProjectId, RegistryId, RepositoryId, RepositoryUuid } from '../contract/ids';
import { badInput, checkInteger, checkText } from '../errors/inputChecks';

const LARGEST_ID = 2_147_483_647;

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
