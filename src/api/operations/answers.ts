import { CloudError } from '../errors/cloudError';
import type { HttpAnswer } from '../http/httpRequest';
import { readRecord, readText } from '../contract/readers';

/**
 * Error of an answer that is JSON, but not what the operation answers with.
 *
 * @param write the request may have been carried out all the same
 */
export function unexpectedAnswer(operation: string, answer: HttpAnswer, missing: string, write = false): CloudError {
  return new CloudError(`${operation}: HTTP ${answer.status}, the answer has no ${missing}`, {
    kind: 'malformed',
    operation,
    status: answer.status,
    requestId: answer.requestId,
    mayHaveHappened: write ? true : undefined,
  });
}

/**
 * What an answer is about, also when it comes in the envelope of CodeArts v1/v2 (`{result, status: "success"}`, NOTES.md
 * section 5). Some gateways put it around v4 answers too. An envelope with nothing in it stays as it is: it is nowhere
 * said what that would mean.
 *
 * @param fields names of the operation's own record; one that has any of them is no envelope
 */
export function unwrapped(body: unknown, fields: readonly string[]): unknown {
  const record = readRecord(body);
  if (record === undefined || fields.some((field) => Object.hasOwn(record, field))) {
    return body;
  }
  const full = typeof record.result === 'object' && record.result !== null;
  return full && succeeded(record.status) ? record.result : body;
}

/** Whether the status of an envelope reports a success, or nothing. */
export function succeeded(status: unknown): boolean {
  return status === undefined || status === null || readText(status)?.toLowerCase() === 'success';
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
