import assert from 'node:assert/strict';
import {
  type CloudClient,
  createCloudClient,
  type CloudClientOptions,
  type CloudError,
  isCloudError,
} from '../../../src/api/index';
import type { Answer } from './server';

export const TOKEN = 'MIIEtokenOfATest-0123456789';
export const IAM_PROJECT = '05041fffa40025702f6dc009cc6f8f33';

/** Records how long the client wanted to wait, and does not wait. */
export class Waits {
  readonly all: number[] = [];
  readonly sleep = (milliseconds: number): Promise<void> => {
    this.all.push(milliseconds);
    return Promise.resolve();
  };
}

export function clientFor(url: string, options: Partial<CloudClientOptions> = {}): CloudClient {
  return createCloudClient({
    endpoints: { iam: url, repo: url, hss: url, projectman: url, pipeline: url },
    credential: { kind: 'token', token: TOKEN },
    iamProjectId: IAM_PROJECT,
    sleep: new Waits().sleep,
    random: () => 1,
    ...options,
  });
}

/** The error that a call ends with; fails when it succeeds or throws something else. */
export async function failureOf(call: Promise<unknown>): Promise<CloudError> {
  try {
    await call;
  } catch (error) {
    assert.ok(isCloudError(error), `not a CloudError: ${String(error)}`);
    return error;
  }
  assert.fail('the call succeeded');
}

/** The error that a check ends with. */
export function refusalOf(check: () => unknown): CloudError {
  try {
    check();
  } catch (error) {
    assert.ok(isCloudError(error), `not a CloudError: ${String(error)}`);
    return error;
  }
  assert.fail('the input was accepted');
}

export async function collect<T>(pages: AsyncIterable<{ readonly items: readonly T[] }>): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages) {
    items.push(...page.items);
  }
  return items;
}

/** An error as the vendor's pages show it. */
export function vendorError(error: { readonly status: number; readonly body: unknown }): Answer {
  return { status: error.status, json: error.body };
}
