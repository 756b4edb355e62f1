import { CloudError } from './errors';
import type { HttpAnswer } from './httpRequest';

/** Error of an answer that is JSON, but not what the operation answers with. */
export function unexpectedAnswer(operation: string, answer: HttpAnswer, missing: string): CloudError {
  return new CloudError(`${operation}: HTTP ${answer.status}, the answer has no ${missing}`, {
    kind: 'malformed',
    operation,
    status: answer.status,
    requestId: answer.requestId,
  });
}

/** The list in an answer. `null` stands for an empty one, as the contract allows. */
export function listOf(list: unknown, operation: string, answer: HttpAnswer, name: string): readonly unknown[] {
  if (list === null) {
    return [];
  }
  if (!Array.isArray(list)) {
    throw unexpectedAnswer(operation, answer, name);
  }
  // Items of an answer are read one by one, so nothing may be assumed of them.
  return list as readonly unknown[];
}
