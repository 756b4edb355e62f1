import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Order } from './leaseProcess';

export interface Sent<T> {
  readonly id: number;
  readonly order: T;
}

export interface Answered {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** A process that does what the test sends it, one thing or several at a time. */
export class TestProcess<T> {
  readonly child: ChildProcess;
  readonly #waiting = new Map<number, (done: Answered) => void>();
  readonly ended: Promise<number | null>;
  #sent = 0;

  constructor(script: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
    this.child = fork(script, args, { env, execArgv: [] });
    this.ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.on('message', (done: Answered) => {
      this.#waiting.get(done.id)?.(done);
      this.#waiting.delete(done.id);
    });
  }

  get pid(): number {
    return this.child.pid ?? assert.fail('did not start');
  }

  async do(order: T): Promise<unknown> {
    const id = (this.#sent += 1);
    const { result, error } = await new Promise<Answered>((resolve) => {
      this.#waiting.set(id, resolve);
      this.child.send({ id, order } satisfies Sent<T>);
    });
    assert.equal(error, undefined);
    return result;
  }

  /** As a crash: it can tidy up nothing. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

/** Makes this process one that does what a `TestProcess` sends. */
export function obeyOrders(obey: (order: never) => Promise<unknown>): void {
  process.on('message', ({ id, order }: Sent<never>) => {
    obey(order).then(
      (result) => process.send?.({ id, result } satisfies Answered),
      (error: unknown) => process.send?.({ id, error: String(error) } satisfies Answered),
    );
  });
}

export type LeaseProcess = TestProcess<Order>;

export interface Scene {
  /** What all windows share. Its name is one that people have: with a space, and in Chinese. */
  readonly folder: string;
  /** For what the test keeps. */
  readonly temporary: string;
  process(name: string): LeaseProcess;
}

/** A shared folder for each test, not made yet. Whatever the test has started is ended after it. */
export function useScene(): Scene {
  const scene = { folder: '', temporary: '' };
  const processes: LeaseProcess[] = [];
  beforeEach(async () => {
    scene.temporary = await mkdtemp(path.join(tmpdir(), 'windows-test-'));
    scene.folder = path.join(scene.temporary, 'global storage 全局存储');
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((window) => window.kill()));
    await rm(scene.temporary, { recursive: true, force: true });
  });
  return Object.assign(scene, {
    process: (name: string) => {
      const window: LeaseProcess = new TestProcess(path.join(__dirname, 'leaseProcess.js'), [scene.folder, name]);
      processes.push(window);
      return window;
    },
  });
}

/** All files and sockets under a folder. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Does something as a user who may not write everywhere, when the tests are run by one who may. */
export async function asAnybody<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) {
    return work();
  }
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
