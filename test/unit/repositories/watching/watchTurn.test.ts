import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { Holding } from '../../../../src/repositories/watching/holding';
import { WatchTurn } from '../../../../src/repositories/watching/watchTurn';
import { Emitter } from '../../../../src/ui/emitter';
import type { HoldState } from '../../../../src/windows/index';
import { settled } from '../../ui/support';

const SECOND = 1000;

/** One lease. Who waits for it tries again every 20 seconds, in the order in which they began to wait. */
class OneLease {
  readonly #waiting: (() => boolean)[] = [];
  #holder: object | undefined;
  impossible = false;

  hold(): Holding {
    const changed = new Emitter<HoldState>();
    const me = { dispose: () => undefined };
    let state: HoldState = { kind: 'trying' };
    let isOver = false;
    const enter = (next: HoldState): void => {
      state = next;
      changed.fire(next);
    };
    const attempt = (): boolean => {
      if (!isOver && !this.#holder && !this.impossible) {
        this.#holder = me;
        enter({ kind: 'held' });
      } else if (!isOver && this.#holder !== me) {
        enter({ kind: this.impossible ? 'impossible' : 'elsewhere' });
      }
      return isOver;
    };
    queueMicrotask(attempt);
    this.#waiting.push(attempt);
    return {
      get state() {
        return state;
      },
      get held() {
        return state.kind === 'held';
      },
      onDidChange: changed.event,
      dispose: () => {
        isOver = true;
        this.#holder = this.#holder === me ? undefined : this.#holder;
      },
    };
  }

  tryAgain(): void {
    this.#waiting.forEach((attempt) => attempt());
  }
}

class TestWindow {
  readonly #focus = new Emitter<undefined>();
  readonly told = new Emitter<string>();
  readonly states: string[] = [];
  isFocused = false;
  readonly turn: WatchTurn;

  constructor(lease: OneLease, tellOthers: (name: string, from: TestWindow) => void) {
    this.turn = new WatchTurn({
      hold: () => lease.hold(),
      focus: { focused: () => this.isFocused, onDidChange: this.#focus.event },
      folder: {
        onDidChange: this.told.event,
        write: (name) => {
          tellOthers(name, this);
          return Promise.resolve({ kind: 'done' });
        },
      },
      file: 'focus.json',
    });
    this.turn.onDidChange(({ kind }) => this.states.push(kind));
  }

  focus(isFocused: boolean): void {
    this.isFocused = isFocused;
    this.#focus.fire(undefined);
  }
}

describe('Whose turn it is to watch', () => {
  let lease: OneLease;
  let windows: TestWindow[];
  let hears: boolean;
  let asked: number;
  beforeEach(async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    lease = new OneLease();
    hears = true;
    asked = 0;
    const tell = (name: string, from: TestWindow): void => {
      asked += 1;
      for (const { told } of windows.filter((each) => hears && each !== from)) {
        told.fire(name);
      }
    };
    windows = [1, 2, 3].map(() => new TestWindow(lease, tell));
    await settled();
  });
  afterEach(() => {
    windows.forEach(({ turn }) => {
      turn.dispose();
    });
    mock.timers.reset();
  });

  async function pass(milliseconds: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += SECOND) {
      mock.timers.tick(SECOND);
      await settled();
      if (passed % (20 * SECOND) === 0) {
        lease.tryAgain();
        await settled();
      }
    }
  }
  const watching = (): readonly number[] =>
    windows.flatMap(({ turn }, index) => (turn.state.kind === 'held' ? [index + 1] : []));

  it('is one window, the first that asks while nobody works in any', async () => {
    await pass(60 * SECOND);
    assert.deepEqual([watching(), asked], [[1], 0]);
  });

  it('goes to the window that somebody works in, and stays there when they leave', async () => {
    windows[2]?.focus(true);
    await pass(9 * SECOND);
    assert.deepEqual(watching(), [1]);
    await pass(10 * SECOND);
    assert.deepEqual(watching(), [3]);
    windows[2]?.focus(false);
    await pass(300 * SECOND);
    assert.deepEqual([watching(), asked], [[3], 1]);
  });

  it('does not go to a window that somebody only passes through', async () => {
    windows[1]?.focus(true);
    await pass(5 * SECOND);
    windows[1]?.focus(false);
    windows[0]?.focus(true);
    await pass(60 * SECOND);
    assert.deepEqual([watching(), asked], [[1], 0]);
  });

  it('follows a person from one window to the other', async () => {
    for (const number of [2, 3, 1, 2]) {
      windows.forEach((window, index) => {
        window.focus(index + 1 === number);
      });
      await pass(20 * SECOND);
      assert.deepEqual(watching(), [number]);
    }
  });

  it('is taken by another one when the window that asked for it has died', async () => {
    windows[2]?.focus(true);
    await pass(11 * SECOND);
    windows[2]?.turn.dispose();
    await pass(60 * SECOND);
    assert.equal(watching().length, 1);
  });

  it('stays where it is when nobody hears that it is asked for', async () => {
    hears = false;
    windows[1]?.focus(true);
    await pass(120 * SECOND);
    assert.deepEqual([watching(), asked], [[1], 1]);
  });

  it('is not asked for where windows cannot agree', async () => {
    lease.impossible = true;
    windows.forEach(({ turn }) => {
      turn.dispose();
    });
    windows = [new TestWindow(lease, () => (asked += 1))];
    await settled();
    windows[0]?.focus(true);
    await pass(60 * SECOND);
    assert.deepEqual([windows[0]?.turn.state.kind, asked], ['impossible', 0]);
  });
});
