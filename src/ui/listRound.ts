import type { Loaded, Portion } from './listState';

type KeyOf<T> = (item: T) => string | number;

/**
 * One reading of a list from its start, as far as it has come. Rows that were on screen before stay there until the
 * reading has come to its end: what has not been met yet is not gone.
 */
export class ListRound<T> {
  readonly #met = new Map<string | number, T>();
  #skipped = 0;
  #total: number | undefined;
  #next: number | undefined;
  #asOf: Date | undefined;
  #moved = false;

  /**
   * @param before what was on screen when it began
   * @param isSecond whether an earlier reading was not to be believed, and this one decides
   */
  constructor(
    private readonly keyOf: KeyOf<T>,
    private readonly before: Loaded<T> | undefined,
    readonly isSecond = false,
  ) {}

  get begun(): boolean {
    return this.#asOf !== undefined;
  }

  get ended(): boolean {
    return this.begun && this.#next === undefined;
  }

  get next(): number | undefined {
    return this.#next;
  }

  get total(): number | undefined {
    return this.#total;
  }

  /** Records that have come, also those that could not be read. */
  get received(): number {
    return this.#met.size + this.#skipped;
  }

  /** Records that the server counts and has not sent. */
  get missing(): number {
    return Math.max(0, (this.#total ?? 0) - this.received);
  }

  /**
   * Whether records may have slipped from one page to another while they were read, or a list with something in it has
   * come back empty.
   *
   * @param usuallyMissing how many the server was found to count without ever sending them
   */
  isDoubtful(usuallyMissing: number): boolean {
    const vanished = this.#met.size === 0 && (this.before?.items.length ?? 0) > 0;
    return !this.isSecond && (vanished || this.#moved || this.missing > usuallyMissing);
  }

  add({ items, total, skipped = 0, next, moved = false }: Portion<T>, now: Date): void {
    const known = this.#met.size;
    for (const item of items) {
      this.#met.set(this.keyOf(item), item);
    }
    // A server that sends the same records over and over would never come to an end.
    const stuck = this.begun && items.length > 0 && this.#met.size === known;
    this.#moved ||= moved || (total !== undefined && this.#total !== undefined && total !== this.#total);
    this.#skipped += skipped;
    this.#total = total ?? this.#total;
    this.#next = stuck ? undefined : next;
    this.#asOf ??= now;
  }

  /** What is to be on screen while the reading goes on. */
  underWay(now: Date): Loaded<T> {
    const { before } = this;
    const isBehindCap = before?.rest === 'held' && this.received > before.items.length;
    return {
      items: this.#withBefore(),
      total: this.#total ?? before?.total,
      rest: isBehindCap ? 'coming' : (before?.rest ?? 'coming'),
      asOf: before?.asOf ?? this.#asOf ?? now,
    };
  }

  /** What is to be on screen once it has ended, or has come as far as it may. */
  result(now: Date): Loaded<T> {
    return {
      // What was not met in a list that moves may have slipped through.
      items: this.ended && this.#moved ? this.#withBefore() : [...this.#met.values()],
      total: this.#total,
      rest: this.ended ? 'none' : 'held',
      asOf: this.#asOf ?? now,
    };
  }

  #withBefore(): readonly T[] {
    const items = new Map(this.before?.items.map((item) => [this.keyOf(item), item]));
    for (const [key, item] of this.#met) items.set(key, item);
    return [...items.values()];
  }
}
