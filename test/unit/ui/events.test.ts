import assert from 'node:assert/strict';
import { coalesce } from '../../../src/ui/coalesce';
import { Disposables, Emitter } from '../../../src/ui/emitter';

describe('Event', () => {
  it('reaches everyone who listens, in their order, until they leave', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const first = emitter.event((value) => heard.push(`a${value}`));
    emitter.event((value) => heard.push(`b${value}`));
    emitter.fire(1);
    first.dispose();
    first.dispose();
    emitter.fire(2);
    assert.deepEqual(heard, ['a1', 'b1', 'b2']);
  });

  it('lets the same function listen twice and leave once', () => {
    const emitter = new Emitter<number>();
    let heard = 0;
    const listener = (): void => {
      heard += 1;
    };
    const subscription = emitter.event(listener);
    emitter.event(listener);
    emitter.fire(1);
    subscription.dispose();
    emitter.fire(2);
    assert.equal(heard, 3);
  });

  it('does not stumble over those who come and go while it is told', () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const once = emitter.event(() => {
      once.dispose();
      heard.push('once');
      emitter.event(() => heard.push('late'));
    });
    emitter.event(() => heard.push('always'));
    emitter.fire(1);
    assert.deepEqual(heard, ['once', 'always']);
    emitter.fire(2);
    assert.deepEqual(heard, ['once', 'always', 'always', 'late']);
  });

  it('is silent after it was disposed of', () => {
    const emitter = new Emitter<number>();
    emitter.event(() => assert.fail('heard'));
    emitter.dispose();
    emitter.fire(1);
  });
});

describe('What somebody owns', () => {
  it('ends in reverse order, each once', () => {
    const owned = new Disposables();
    const ended: number[] = [];
    for (const each of [1, 2, 3]) {
      owned.add({ dispose: () => ended.push(each) });
    }
    owned.dispose();
    owned.dispose();
    assert.deepEqual(ended, [3, 2, 1]);
  });
});

/** Stands in for the timers of the platform until the test has ended. */
class Timers {
  readonly #original = { set: globalThis.setTimeout, clear: globalThis.clearTimeout };
  readonly #waiting = new Map<number, { readonly due: number; readonly work: () => void }>();
  #now = 0;
  #last = 0;

  constructor() {
    const set = (work: () => void, delay: number): number => {
      this.#last += 1;
      this.#waiting.set(this.#last, { due: this.#now + delay, work });
      return this.#last;
    };
    Object.assign(globalThis, { setTimeout: set, clearTimeout: (id: number) => this.#waiting.delete(id) });
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
    for (const [id, { due, work }] of [...this.#waiting]) {
      if (due <= this.#now && this.#waiting.delete(id)) {
        work();
      }
    }
  }

  restore(): void {
    Object.assign(globalThis, { setTimeout: this.#original.set, clearTimeout: this.#original.clear });
  }
}

describe('A burst of requests', () => {
  let timers: Timers;
  beforeEach(() => {
    timers = new Timers();
  });
  afterEach(() => {
    timers.restore();
  });

  it('becomes one call, so long after its first request', () => {
    let calls = 0;
    const burst = coalesce(() => {
      calls += 1;
    }, 100);
    burst.request();
    timers.pass(60);
    burst.request();
    timers.pass(39);
    assert.equal(calls, 0);
    timers.pass(1);
    assert.equal(calls, 1);
    timers.pass(1000);
    assert.equal(calls, 1);
    burst.request();
    timers.pass(100);
    assert.equal(calls, 2);
  });

  it('leaves no timer behind', () => {
    const burst = coalesce(() => assert.fail('called'), 100);
    burst.request();
    burst.dispose();
    burst.request();
    timers.pass(1000);
  });
});
