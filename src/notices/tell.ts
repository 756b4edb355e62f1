import { isQuiet, type ThingKey, type ThingKind, type Told, type ToldThing, type Trouble } from './told';

/** A mirror or registry, as a notice names it. */
export interface Named {
  readonly key: ThingKey;
  /** As the server gives it. */
  readonly name: string;
}

export interface Troubled extends Named {
  readonly trouble: Trouble;
  /** Its state in words, as on its row. */
  readonly words: string;
}

/**
 * - `well`: known to be in order
 * - `unsettled`: not known, or between two states: what was told of it stays
 * - `none`: it is no mirror any more
 * - `gone`: nothing of this identifier exists
 */
export type Standing = { readonly is: 'well'; readonly name: string } | { readonly is: 'unsettled' | 'none' | 'gone' };

/** What is known at this moment of all mirrors, or of all registries. */
export interface Picture {
  readonly kind: ThingKind;
  /** Every one is known, or could not be read. */
  readonly whole: boolean;
  /** How many there are. */
  readonly size: number;
  /** When it was read, where one request reads all of it: its troubles are then believed at the second reading only. */
  readonly asOf?: number;
  /** What is in trouble by its own last reading, the worst first. */
  readonly troubled: readonly Troubled[];
  /** How one is doing that is not in trouble. */
  standing(key: ThingKey): Standing;
}

export type NoticeMode = 'problems' | 'failuresOnly' | 'off';

export interface TellSettings {
  readonly mode: NoticeMode;
  /** Whether a person has just asked for what happens to it, and is told of that elsewhere. */
  readonly isAsked: (key: ThingKey) => boolean;
}

/** What was in trouble already at the first look. */
export interface Survey {
  readonly kind: ThingKind;
  readonly troubled: readonly Troubled[];
  /** How many of the kind there are. */
  readonly of: number;
}

/** What a person is to be told, all at once. */
export interface Notice {
  readonly surveys: readonly Survey[];
  readonly troubled: readonly Troubled[];
  readonly recovered: readonly Named[];
  readonly unstable: readonly Named[];
}

export interface Telling {
  readonly notice?: Notice;
  /** The very record that was given when there is nothing to note. */
  readonly told: Told;
}

const HOUR = 3600_000;
/**
 * So many changes within the hour are no news any more. The vendor syncs once a day, so that two changes in a day are
 * what a schedule brings; a person who repairs a mirror adds one round. Two full rounds in an hour are neither.
 */
const UNSTABLE_FLIPS = 4;
/** Without a change for so long, it is told of again. */
const CALM_MS = HOUR;

/**
 * What is to be told, given what was told before. It compares states, not events: it may be called at any time, and again
 * with the record that it has returned, and tells nothing twice.
 *
 * @param before what was told
 * @param pictures what is known now
 * @param now epoch milliseconds
 */
export function tell(before: Told, pictures: readonly Picture[], settings: TellSettings, now: number): Telling {
  const round = new Round(before, settings, now);
  for (const picture of pictures) {
    if (before.surveyed.includes(picture.kind)) {
      round.follow(picture);
    } else if (picture.whole) {
      round.survey(picture);
    }
  }
  return round.result;
}

/** One look at everything, with what comes of it. */
class Round {
  readonly #things: Map<ThingKey, ToldThing>;
  readonly #muted: Set<ThingKey>;
  readonly #surveyed: ThingKind[];
  readonly #surveys: Survey[] = [];
  readonly #troubled: Troubled[] = [];
  readonly #recovered: Named[] = [];
  readonly #unstable: Named[] = [];
  readonly #quiet: boolean;
  #changed = false;

  constructor(
    private readonly before: Told,
    private readonly settings: TellSettings,
    private readonly now: number,
  ) {
    this.#things = new Map(before.things);
    this.#muted = new Set(before.muted);
    this.#surveyed = [...before.surveyed];
    this.#quiet = isQuiet(before, now);
  }

  get result(): Telling {
    if (!this.#changed) {
      return { told: this.before };
    }
    const told = {
      ...this.before,
      surveyed: this.#surveyed,
      things: withoutOld(this.#things, this.now),
      muted: this.#muted,
    };
    const [surveys, troubled] = [this.#surveys, this.#troubled];
    const [recovered, unstable] = [this.#recovered, this.#unstable];
    const isNews = surveys.length + troubled.length + recovered.length + unstable.length > 0;
    return isNews ? { notice: { surveys, troubled, recovered, unstable }, told } : { told };
  }

  /** What is bad at the first look is one number, however much it is. */
  survey({ kind, size, troubled }: Picture): void {
    this.#changed = true;
    this.#surveyed.push(kind);
    const said = troubled.filter(({ key, trouble }) => this.#maySay(key, trouble));
    for (const thing of troubled) {
      this.#things.set(thing.key, { trouble: thing.trouble, said: said.includes(thing), flips: [] });
    }
    if (said.length > 0) {
      this.#surveys.push({ kind, troubled: said, of: size });
    }
  }

  follow(picture: Picture): void {
    const inTrouble = new Set(picture.troubled.map(({ key }) => key));
    const isOther = (key: ThingKey): boolean => key.startsWith(`${picture.kind} `) && !inTrouble.has(key);
    for (const thing of picture.troubled) {
      this.#meet(thing, picture.asOf);
    }
    for (const [key, known] of this.before.things) {
      if (isOther(key)) {
        this.#leave(key, known, picture.standing(key));
      }
    }
    for (const key of this.before.muted) {
      if (isOther(key) && picture.standing(key).is === 'gone') {
        this.#changed = true;
        this.#muted.delete(key);
      }
    }
  }

  /** One that is in trouble. */
  #meet(thing: Troubled, asOf: number | undefined): void {
    const { key, trouble } = thing;
    const step = intoTrouble(this.before.things.get(key), trouble, asOf, this.now);
    if (!step) {
      return;
    }
    const speaks = this.#maySay(key, trouble);
    const isAsked = this.settings.isAsked(key);
    const isSaid = step.thing.said || (step.news !== undefined && speaks);
    this.#note(key, { ...step.thing, said: isSaid });
    if (step.news && speaks && !isAsked) {
      (step.news === 'unstable' ? this.#unstable : this.#troubled).push(thing);
    }
  }

  /** One that is in trouble no more, or may be. */
  #leave(key: ThingKey, known: ToldThing, standing: Standing): void {
    if (standing.is === 'none' || standing.is === 'gone') {
      this.#note(key, undefined);
    }
    const step = standing.is === 'well' ? outOfTrouble(known, this.now) : undefined;
    if (standing.is !== 'well' || !step) {
      return;
    }
    this.#note(key, step.thing);
    const mayBeSaid = step.news === 'unstable' || (step.news === 'recovered' && this.settings.mode === 'problems');
    if (mayBeSaid && known.trouble && this.#maySay(key, known.trouble) && !this.settings.isAsked(key)) {
      (step.news === 'unstable' ? this.#unstable : this.#recovered).push({ key, name: standing.name });
    }
  }

  #maySay(key: ThingKey, trouble: Trouble): boolean {
    return !this.#quiet && !this.before.muted.has(key) && permits(this.settings.mode, trouble);
  }

  #note(key: ThingKey, thing: ToldThing | undefined): void {
    this.#changed = true;
    if (thing) {
      this.#things.set(key, thing);
    } else {
      this.#things.delete(key);
    }
  }
}

function permits(mode: NoticeMode, trouble: Trouble): boolean {
  switch (mode) {
    case 'problems':
      return true;
    case 'failuresOnly':
      return trouble === 'failing' || trouble === 'disconnected';
    case 'off':
      return false;
  }
}

interface Step {
  readonly thing: ToldThing;
  /** Left out for what is noted and not told. */
  readonly news?: 'troubled' | 'recovered' | 'unstable';
}

/** @returns undefined when there is nothing to note */
function intoTrouble(
  known: ToldThing | undefined,
  trouble: Trouble,
  asOf: number | undefined,
  now: number,
): Step | undefined {
  if (known?.trouble === trouble) {
    return undefined;
  }
  if (known?.trouble !== undefined) {
    // It had been bad before, so that is news only for whoever was not told.
    return { thing: { ...known, trouble }, news: known.said ? undefined : 'troubled' };
  }
  const flips = recent(known, now);
  const unstable = known?.unstable === true && flips.length > 0;
  if (asOf !== undefined && !isConfirmed(known?.pending, asOf, now)) {
    return known?.pending === asOf ? undefined : { thing: { said: false, flips, unstable, pending: asOf } };
  }
  return flipped({ trouble, said: unstable, flips: [...flips, now], unstable }, 'troubled');
}

/** @returns undefined when there is nothing to note */
function outOfTrouble(
  known: ToldThing,
  now: number,
): { thing: ToldThing | undefined; news?: Step['news'] } | undefined {
  const flips = recent(known, now);
  const unstable = known.unstable === true && flips.length > 0;
  if (known.trouble === undefined) {
    const { pending, ...rest } = known;
    return pending === undefined ? undefined : { thing: flips.length === 0 ? undefined : { ...rest, flips } };
  }
  const { thing, news } = flipped({ said: false, flips: [...flips, now], unstable }, 'recovered');
  return { thing, news: news === 'recovered' && !known.said ? undefined : news };
}

/** After a change: it is told, unless there were so many that only this is worth telling. */
function flipped(thing: ToldThing, news: 'troubled' | 'recovered'): Step {
  if (thing.unstable === true) {
    return { thing };
  }
  return thing.flips.length >= UNSTABLE_FLIPS
    ? { thing: { ...thing, unstable: true }, news: 'unstable' }
    : { thing, news };
}

/** A clock that was set back makes nobody wait for the time before. */
function isConfirmed(pending: number | undefined, asOf: number, now: number): boolean {
  return pending !== undefined && pending < asOf && pending <= now;
}

/** Changes that count: neither long ago nor, after a clock was set back, still to come. */
function recent(known: ToldThing | undefined, now: number): readonly number[] {
  return (known?.flips ?? []).filter((at) => at <= now && now - at < CALM_MS);
}

/** What is well and has been so for a while is forgotten, together with the next thing that is noted. */
function withoutOld(things: ReadonlyMap<ThingKey, ToldThing>, now: number): ReadonlyMap<ThingKey, ToldThing> {
  return new Map(
    [...things].filter(
      ([, thing]) => thing.trouble !== undefined || thing.pending !== undefined || recent(thing, now).length > 0,
    ),
  );
}
