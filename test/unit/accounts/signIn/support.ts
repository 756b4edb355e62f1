import assert from 'node:assert/strict';
import type { ClientFactory } from '../../../../src/accounts/clientFactory';
import type { Verified } from '../../../../src/accounts/signIn/draft';
import { SignInRefused, type Unusable } from '../../../../src/accounts/signIn/signInRefused';
import { isCloudError } from '../../../../src/api/index';
import type { Sandbox } from '../../../../src/sandbox/index';
import { useSandbox } from '../../sandbox/helpers';
import { clientsAt } from '../support';

export const REGION = 'cn-north-4';
export const MINUTE_MS = 60_000;
export const never = new AbortController().signal;

/** A cloud to sign in to, and the clock of both sides. */
export interface Cloud {
  now: number;
  /** What the clients have logged in this test. */
  readonly logged: string[];
  readonly sandbox: Sandbox;
  readonly clock: () => Date;
  readonly clients: () => ClientFactory;
  /** Which operations were called in this test. */
  readonly asked: () => (string | undefined)[];
  /** The account may not list its projects. */
  readonly refuseTheList: () => void;
  /** Neither the log nor the error of this call holds a secret. */
  readonly staysSilent: (call: () => Promise<unknown>, ...secrets: string[]) => Promise<void>;
}

/** One cloud for a suite. */
export function useCloud(): Cloud {
  const logged: string[] = [];
  const clock = (): Date => new Date(cloud.now);
  const running = useSandbox({ repositories: 3, clock });
  const cloud: Cloud = {
    now: Date.now(),
    logged,
    get sandbox() {
      return running.current;
    },
    clock,
    clients: () => clientsAt(running.current.url, clock, logged),
    asked: () => running.current.requests.map(({ operationId }) => operationId),
    refuseTheList: () => {
      const body = { error_code: 'IAM.0003', error_msg: 'Policy does not allow it.' };
      running.current.faults.add({ kind: 'status', status: 403, body, match: { operationId: 'listAuthProjects' } });
    },
    staysSilent: async (call, ...secrets) => {
      const error: unknown = await call().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      const stack = error instanceof Error ? error.stack : '';
      const written = [...logged, String(error), stack, isCloudError(error) ? JSON.stringify(error) : ''].join('\n');
      assert.ok(logged.length > 0, 'nothing was logged');
      for (const secret of secrets) {
        assert.ok(!written.includes(secret.slice(0, 30)), 'a secret was written down');
      }
    },
  };
  beforeEach(() => {
    // Far enough from the test before that neither a user nor a key is still locked.
    cloud.now += 60 * MINUTE_MS;
    logged.length = 0;
    running.current.requests.length = 0;
    running.current.faults.clear();
  });
  return cloud;
}

export const projectsOf = ({ projects }: Verified): string[] => projects.map(({ name }) => name);

/** Why what was typed cannot be used. */
export async function refusalOf(call: Promise<unknown>): Promise<Unusable> {
  const error: unknown = await call.then(
    () => assert.fail('it was accepted'),
    (reason: unknown) => reason,
  );
  return error instanceof SignInRefused ? error.problem : assert.fail(String(error));
}
