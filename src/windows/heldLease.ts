import { type Disposable, Emitter } from '../ui/emitter';
import type { Clock } from '../ui/session';
import { codeOf } from './files';
import type { Lease, Leases } from './lease';
import type { Timers } from './timers';

/** Windows that wait for the same lease do not all try in the same moment. */
const JITTER = 0.1;
/** Nobody tries more often, whatever the files say. */
const SHORTEST_WAIT_MS = 200;

export interface HoldTerms {
  /** Milliseconds that it is held for without being renewed: it passes on so long after a holder that cannot be seen to have ended. */
  readonly forMs: number;
  /** Milliseconds; less than `forMs`, so that one renewal may come late. */
  readonly renewEveryMs: number;
}

/**
 * - `trying`: not known yet
 * - `held`: by this window
 * - `elsewhere`: by another one
 * - `impossible`: the windows cannot agree, because their folder cannot be read or written; nobody holds it
 */
export type HoldState =
  { readonly kind: 'trying' | 'held' | 'elsewhere' } | { readonly kind: 'impossible'; readonly code?: string };

export interface HeldLeaseParts extends HoldTerms {
  readonly leases: Pick<Leases, 'attempt'>;
  readonly clock: Clock;
  readonly timers: Timers;
  /** From 0 up to 1. */
  readonly random?: () => number;
  readonly onReleased?: () => void;
}

/**
 * Holds a lease for as long as it can, from its construction until it is disposed: takes it when nobody has it, renews
 * it, and tries again when it is lost, or about when that of another ends. A holder of this computer that has died is
 * succeeded after one interval of renewal, and any other at the end of its time.
 */
export class HeldLease implements Disposable {
  readonly #changed = new Emitter<HoldState>();
  /** The lease was got or lost, or it has turned out that nobody can have it. */
  readonly onDidChange = this.#changed.event;
  readonly #name: string;
  readonly #parts: HeldLeaseParts;
  #state: HoldState = { kind: 'trying' };
  #lease: Lease | undefined;
  #next: Disposable | undefined;
  #step: Promise<void>;
  #isOver = false;

  constructor(name: string, parts: HeldLeaseParts) {
    this.#name = name;
    this.#parts = parts;
    this.#step = this.#try();
  }

  /**
   * Whether this window has it in this very moment. Also false without an event before, when the computer has slept past
   * its end or its clock was changed: ask before each thing that only the holder may do.
   */
  get held(): boolean {
    return this.#state.kind === 'held' && this.#lease?.isHeld === true;
  }

  get state(): HoldState {
    return this.#state;
  }

  /** Gives it back; resolves when the others can see it. */
  async release(): Promise<void> {
    this.#isOver = true;
    this.#next?.dispose();
    this.#changed.dispose();
    this.#state = { kind: 'elsewhere' };
    await this.#step;
    await this.#lease?.release();
    this.#parts.onReleased?.();
  }

  /** As `release`, for those who cannot wait. */
  dispose(): void {
    void this.release();
  }

  async #try(): Promise<void> {
    const { leases, forMs, renewEveryMs, clock } = this.#parts;
    try {
      const attempt = await leases.attempt(this.#name, forMs);
      this.#lease = attempt.lease;
      if (attempt.lease !== undefined) {
        this.#enter({ kind: 'held' });
        this.#after(renewEveryMs, () => this.#renew());
        return;
      }
      this.#enter({ kind: 'elsewhere' });
      const left = attempt.heldUntil === undefined ? renewEveryMs : attempt.heldUntil - clock().getTime();
      // A holder that has died is seen before its time is up, and one that gives it back too.
      this.#tryAfter(Math.min(left, renewEveryMs));
    } catch (error) {
      this.#enter({ kind: 'impossible', code: codeOf(error) });
      this.#tryAfter(renewEveryMs);
    }
  }

  async #renew(): Promise<void> {
    if ((await this.#lease?.extend(this.#parts.forMs)) === true) {
      this.#after(this.#parts.renewEveryMs, () => this.#renew());
      return;
    }
    this.#lease = undefined;
    // Also when it is got again at once: another may have had it in between.
    this.#enter({ kind: 'trying' });
    await this.#try();
  }

  #tryAfter(ms: number): void {
    const { renewEveryMs, random = Math.random } = this.#parts;
    this.#after(Math.max(SHORTEST_WAIT_MS, ms) + random() * JITTER * renewEveryMs, () => this.#try());
  }

  #after(ms: number, step: () => Promise<void>): void {
    if (!this.#isOver) {
      this.#next = this.#parts.timers.after(ms, () => {
        this.#step = step();
      });
    }
  }

  #enter(state: HoldState): void {
    const before = this.#state;
    if (this.#isOver || (state.kind === before.kind && codeIn(state) === codeIn(before))) {
      return;
    }
    this.#state = state;
    // What a listener does wrong does not end the holding.
    queueMicrotask(() => {
      this.#changed.fire(state);
    });
  }
}

function codeIn(state: HoldState): string | undefined {
  return state.kind === 'impossible' ? state.code : undefined;
}
