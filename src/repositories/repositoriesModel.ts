import type { Repository, RepositoryId } from '../api/index';
import { type Disposable, Disposables, Emitter } from '../ui/emitter';
import type { HealthSource, HealthSummary, Problem } from '../ui/healthSummary';
import { NOTHING_KNOWN } from '../ui/healthSummary';
import { type ListState, type ListStore, loadedOf } from '../ui/listStore';
import type { Clock } from '../ui/session';
import type { FoundRows } from './foundRows';
import { byId, groupRepositories, type RepositoryGroup } from './grouping';
import {
  ATTENTION,
  type HealthSettings,
  type MirrorHealth,
  mirrorHealth,
  needsAttention,
  nextHealthChange,
} from './mirrorHealth';
import { type MirrorReading, type MirrorState, readingOf } from './mirrorState';
import type { Readings } from './readings';

export interface ModelOptions {
  readonly list: ListStore<Repository>;
  /** Beside the list, while a filter asks for them. */
  readonly found?: Pick<FoundRows, 'current' | 'onDidChange'>;
  readonly readings: Readings;
  readonly clock: Clock;
  readonly healthSettings: () => HealthSettings;
  readonly wordsOf: (reading: MirrorReading, health: MirrorHealth) => string;
  readonly withoutProject: string;
  readonly language: string;
  /** Calls `work` once for a burst of changes. */
  readonly coalesce: (work: () => void) => Disposable & { request(): void };
}

/** What is known of the mirrors of one group. */
export interface GroupCounts {
  readonly size: number;
  /** Mirrors that need attention. */
  readonly attention: number;
  /** Repositories whose mirror has never been read. */
  readonly unchecked: number;
}

/** A repository and what is known of its mirror. */
export interface RowSubject {
  readonly repository: Repository;
  readonly reading: MirrorReading | undefined;
  readonly health: MirrorHealth | undefined;
}

/** What was made of a reading the last time. */
interface Judgement {
  readonly reading: MirrorReading;
  readonly health: MirrorHealth;
}

/** The list and the mirrors put together: what the tree, the badge and the status bar show. It changes neither. */
export class RepositoriesModel implements HealthSource, Disposable {
  readonly #owned = new Disposables();
  readonly #summaryChanged = new Emitter<HealthSummary>();
  readonly onDidChange = this.#summaryChanged.event;
  readonly #groupsChanged = new Emitter<readonly string[]>();
  /** Names the groups whose counts have changed. */
  readonly onDidChangeGroups = this.#groupsChanged.event;
  readonly #aged = new Emitter<RepositoryId>();
  /** Names a repository whose mirror is judged otherwise than before although it was not read again. */
  readonly onDidAge = this.#aged.event;
  #judged: ReadonlyMap<RepositoryId, Judgement> = new Map();
  #summary: HealthSummary = NOTHING_KNOWN;
  #groups: readonly RepositoryGroup[] = [];
  #repositories: ReadonlyMap<RepositoryId, Repository> = new Map();
  /** The counts that each group was last said to have. */
  readonly #told = new Map<string, GroupCounts>();
  #grouped: readonly Repository[] | undefined;
  #foundGrouped: readonly Repository[] | undefined;
  /** Repositories that are not in the list. */
  #beside: ReadonlySet<RepositoryId> = new Set();

  constructor(private readonly options: ModelOptions) {
    const summarise = this.#owned.add(
      options.coalesce(() => {
        this.#summarise();
      }),
    );
    this.#owned.add(
      options.list.onDidChange((state) => {
        if (this.#summary.listKnown !== (loadedOf(state) !== undefined)) {
          // Drawn next: what needs attention stands above the first rows, and belongs to nobody else than they do.
          this.#summarise();
        } else {
          summarise.request();
        }
      }),
    );
    this.#owned.add(
      options.readings.onDidChange(() => {
        summarise.request();
      }),
    );
    if (options.found) {
      this.#owned.add(
        options.found.onDidChange(() => {
          summarise.request();
        }),
      );
    }
    this.#owned.add(this.#summaryChanged);
    this.#owned.add(this.#groupsChanged);
    this.#owned.add(this.#aged);
  }

  get current(): HealthSummary {
    return this.#summary;
  }

  get listState(): ListState<Repository> {
    return this.options.list.state;
  }

  get groups(): readonly RepositoryGroup[] {
    this.#regroup();
    return this.#groups;
  }

  repository(id: RepositoryId): Repository | undefined {
    this.#regroup();
    return this.#repositories.get(id);
  }

  /** Whether a repository is shown only because the server has found it for the filter. */
  isBeside(id: RepositoryId): boolean {
    this.#regroup();
    return this.#beside.has(id);
  }

  mirrorState(id: RepositoryId): MirrorState {
    return this.options.readings.stateOf(id);
  }

  health(id: RepositoryId): MirrorHealth | undefined {
    const reading = readingOf(this.mirrorState(id));
    const { clock, healthSettings } = this.options;
    return reading && mirrorHealth(reading.mirror, clock(), healthSettings(), reading.times);
  }

  /** All that rows are chosen and arranged by. */
  subject(repository: Repository): RowSubject {
    const { id } = repository;
    return { repository, reading: readingOf(this.mirrorState(id)), health: this.health(id) };
  }

  /** When the first of all mirrors will be judged otherwise although nothing is read. */
  get nextChange(): Date | undefined {
    const now = this.options.clock();
    const settings = this.options.healthSettings();
    let next: Date | undefined;
    for (const { reading } of this.#judged.values()) {
      const change = nextHealthChange(reading.mirror, now, settings, reading.times);
      next = change && (!next || change < next) ? change : next;
    }
    return next;
  }

  countsOf({ repositories }: Pick<RepositoryGroup, 'repositories'>): GroupCounts {
    const healths = repositories.map(({ id }) => this.health(id));
    return {
      size: repositories.length,
      attention: healths.filter((health) => needsAttention(health)).length,
      unchecked: healths.filter((health) => health === undefined).length,
    };
  }

  /** The summary at this moment, without waiting for the end of a burst. */
  recount(): HealthSummary {
    this.#summarise();
    return this.#summary;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** Groups are made again only when the list, or what was found beside it, is another one. */
  #regroup(): void {
    const loaded = loadedOf(this.options.list.state);
    const listed = loaded?.items ?? NONE;
    // Nobody else's list is shown beside that of an account, and nothing beside one that holds everything.
    const found = (loaded?.rest === 'held' ? this.options.found?.current?.items : undefined) ?? NONE;
    if (listed !== this.#grouped || found !== this.#foundGrouped) {
      this.#grouped = listed;
      this.#foundGrouped = found;
      const known = byId(listed);
      const beside = found.filter(({ id }) => !known.has(id));
      const all = beside.length === 0 ? listed : [...listed, ...beside];
      this.#beside = new Set(beside.map(({ id }) => id));
      this.#groups = groupRepositories(all, this.options.withoutProject, this.options.language);
      this.#repositories = byId(all);
    }
  }

  #summarise(): void {
    const changed = this.#groupsToDraw();
    const before = this.#judged;
    this.#judged = this.#judge();
    this.#summary = this.#summaryOf();
    for (const [id, { reading, health }] of this.#judged) {
      const earlier = before.get(id);
      if (earlier?.reading === reading && earlier.health !== health) {
        this.#aged.fire(id);
      }
    }
    if (changed.length > 0) {
      this.#groupsChanged.fire(changed);
    }
    this.#summaryChanged.fire(this.#summary);
  }

  /**
   * Names the groups that are to be drawn again. Drawing one asks for its rows anew: while their mirrors are being read
   * that is done only for one that needs attention.
   */
  #groupsToDraw(): readonly string[] {
    const changed: string[] = [];
    for (const group of this.groups) {
      const now = this.countsOf(group);
      const told = this.#told.get(group.key) ?? { size: now.size, attention: 0, unchecked: now.size };
      const isRead = !group.repositories.some(({ id }) => this.mirrorState(id).kind === 'reading');
      if (now.attention !== told.attention || (isRead && now.unchecked !== told.unchecked)) {
        this.#told.set(group.key, now);
        changed.push(group.key);
      }
    }
    return changed;
  }

  #judge(): ReadonlyMap<RepositoryId, Judgement> {
    const judged = new Map<RepositoryId, Judgement>();
    for (const id of this.#repositories.keys()) {
      const reading = readingOf(this.mirrorState(id));
      const health = this.health(id);
      if (reading && health) {
        judged.set(id, { reading, health });
      }
    }
    return judged;
  }

  #summaryOf(): HealthSummary {
    const problems: Ranked[] = [];
    let mirrors = 0;
    let unread = 0;
    let failed = 0;
    for (const { id, name, projectName } of this.#repositories.values()) {
      const { reading, health } = this.#judged.get(id) ?? {};
      unread += reading ? 0 : 1;
      failed += this.mirrorState(id).kind === 'failed' ? 1 : 0;
      mirrors += reading?.mirror ? 1 : 0;
      if (reading && needsAttention(health)) {
        const words = this.options.wordsOf(reading, health);
        const problem: Problem = { repositoryId: id, name, project: projectName, severity: health, words };
        const { times, mirror } = reading;
        problems.push({ problem, success: times?.success?.getTime() ?? 0, failures: mirror?.failures ?? 0 });
      }
    }
    const loaded = loadedOf(this.options.list.state);
    // Nothing is known of those either that the server counts and that are not in the list.
    const unlisted = loaded && loaded.rest !== 'none' ? Math.max(0, (loaded.total ?? 0) - this.#repositories.size) : 0;
    return {
      listKnown: loaded !== undefined,
      repositories: this.#repositories.size + unlisted,
      mirrors,
      unread: unread + unlisted,
      failed,
      problems: problems.sort(worstFirst).map(({ problem }) => problem),
    };
  }
}

const NONE: readonly Repository[] = [];

interface Ranked {
  readonly problem: Problem;
  /** Milliseconds since 1970; 0 for one that never succeeded. */
  readonly success: number;
  readonly failures: number;
}

function worstFirst(a: Ranked, b: Ranked): number {
  const rank = ({ problem }: Ranked): number => ATTENTION.indexOf(problem.severity);
  return (
    rank(a) - rank(b) ||
    a.success - b.success ||
    b.failures - a.failures ||
    a.problem.name.localeCompare(b.problem.name)
  );
}
