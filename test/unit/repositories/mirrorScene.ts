import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { CloudError, type RemoteMirror, type RepositoryId, toRepositoryId } from '../../../src/api/index';
import { MirrorReader } from '../../../src/repositories/mirrorReader';
import { Readings } from '../../../src/repositories/readings';
import { clientWith, type Deferred, deferred, sessionsWith, settled, TestClock } from '../ui/support';

export function ids(from: number, to: number): RepositoryId[] {
  return Array.from({ length: to - from + 1 }, (_, index) => toRepositoryId(from + index, 'test'));
}

export const one = toRepositoryId(1, 'test');
export const two = toRepositoryId(2, 'test');

/** A reader with what it reads, and the server behind it, which answers when the test says so. */
export class Scene {
  readonly clock = new TestClock();
  readonly requests: (Deferred<RemoteMirror | undefined> & {
    id: number;
    signal: AbortSignal | undefined;
    background: boolean | undefined;
  })[] = [];
  readonly sessions = sessionsWith(this.client());
  readonly readings = new Readings();
  isLookedInto = true;
  readonly reader = new MirrorReader(this.readings, this.sessions, this.clock.now, () => this.isLookedInto);
  readonly events: number[] = [];

  constructor() {
    this.readings.onDidChange(({ id }) => this.events.push(id));
  }

  client() {
    return clientWith({
      showRemoteMirror: (id, options) => {
        const answer = deferred<RemoteMirror | undefined>();
        this.requests.push({ ...answer, id, signal: options?.signal, background: options?.background });
        return answer.promise;
      },
    });
  }

  /** Lets time pass. Timers run where the test has enabled those of `mock`. */
  async pass(milliseconds: number): Promise<void> {
    this.clock.pass(milliseconds);
    mock.timers.tick(milliseconds);
    await settled();
  }

  asked(): number[] {
    return this.requests.map(({ id }) => id);
  }

  request(id: number) {
    const request = this.requests.findLast((each) => each.id === id);
    assert.ok(request, `${id} was not asked for`);
    return request;
  }

  async answer(id: number, mirror: RemoteMirror | 'none' = { status: 'finished' }): Promise<void> {
    this.request(id).resolve(mirror === 'none' ? undefined : mirror);
    await settled();
  }

  /** Answers whatever is asked, until nothing is under way. */
  async answerAll(): Promise<void> {
    for (const request of this.requests) {
      request.resolve({ status: 'finished' });
      await settled();
    }
  }

  /** What a service says that wants to be left alone. */
  throttled(milliseconds: number): CloudError {
    const pausedUntil = this.clock.ago(-milliseconds);
    return new CloudError('slow down', { kind: 'rateLimited', operation: 'test', pausedUntil });
  }

  async refuse(id: number, error: unknown): Promise<void> {
    this.request(id).reject(error);
    await settled();
  }

  kinds(...of: RepositoryId[]): string[] {
    return of.map((id) => this.readings.stateOf(id).kind);
  }

  mirror(id: RepositoryId): RemoteMirror | undefined {
    return this.readings.of(id)?.mirror;
  }
}
