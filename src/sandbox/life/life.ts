import type { Mirroring } from '../git/mirroring';
import { begun, failed, isRunning, succeeded } from '../mirrorOutcomes';
import type { MirrorEntry, MirrorWire, RepositoryRecord } from '../model';
import { upstreamPath } from '../sample/repositories';
import type { State } from '../state';
import { causeInTurn } from './causes';
import { RegistryLife } from './registryLife';
import { Timeline } from './timeline';

/** How fast things happen. */
export interface Pace {
  /** From one run of a scheduled mirror to the next, in milliseconds. Default: 4 minutes, where the vendor takes a day. */
  readonly scheduleMs?: number;
  /**
   * From one mirror that fails to the next, and from one that recovers to the next, in milliseconds. Default: 2 minutes.
   * With `Infinity` nothing fails or recovers; only the schedule runs.
   */
  readonly troubleMs?: number;
}

export interface LifeParts {
  readonly state: State;
  readonly mirroring: Mirroring;
  readonly clock: () => Date;
  /** How far the cloud's clock is ahead, in milliseconds. */
  readonly clockOffset: () => number;
  /** Origin of the sandbox. */
  readonly url: string;
}

interface Mirror {
  readonly repository: RepositoryRecord;
  readonly record: MirrorWire;
}

type Outcome = (record: MirrorWire, at: Date) => MirrorWire;

const MINUTE_MS = 60_000;
const FRESH_MS = 48 * 60 * MINUTE_MS;
const SHORTEST_RUN_MS = 6_000;

/**
 * What happens in the cloud without anybody's doing: scheduled mirrors run, some fail, some recover, a registry loses its
 * connection. Mirrors that a person has associated run with Git; of the others only the record changes. The same
 * start and the same ticks give the same events.
 */
export class Life {
  private readonly timeline: Timeline;
  private readonly scheduleMs: number;
  private readonly scheduled = new Set<number>();
  private readonly running = new Set<number>();
  private failures = 0;

  constructor(
    private readonly parts: LifeParts,
    { scheduleMs = 4 * MINUTE_MS, troubleMs = 2 * MINUTE_MS }: Pace = {},
  ) {
    const start = parts.clock().getTime();
    this.timeline = new Timeline(start);
    this.scheduleMs = scheduleMs;
    if (troubleMs === Number.POSITIVE_INFINITY) {
      return;
    }
    const registries = new RegistryLife(parts.state);
    const trouble: readonly ((at: number) => void)[] = [
      (at) => {
        this.failOne(at);
      },
      (at) => {
        this.endOne(at);
      },
      (at) => {
        registries.change(this.date(at));
      },
      (at) => {
        this.recoverOne(at);
      },
    ];
    for (const [index, happen] of trouble.entries()) {
      this.timeline.every(troubleMs, start + ((index + 1) * troubleMs) / (trouble.length + 1), happen);
    }
  }

  /** Lets happen what is due by the clock. */
  tick(): void {
    for (const repository of this.parts.state.repositories()) {
      this.putOnSchedule(repository);
    }
    this.timeline.passTo(this.parts.clock().getTime());
  }

  /**
   * A mirror keeps the time of its last run, so that runs are spread as those of the records are. One that has never run
   * gets a time from its number.
   */
  private putOnSchedule({ id }: RepositoryRecord): void {
    const entry = this.parts.state.mirror(id);
    if (!isScheduled(entry) || this.scheduled.has(id)) {
      return;
    }
    this.scheduled.add(id);
    const last = Date.parse(entry.record.last_update_at ?? '') || id * 7_919;
    const since = Math.max(this.timeline.present, last);
    const phase = (since - last) % this.scheduleMs;
    this.timeline.plan(since - phase + this.scheduleMs, (at) => {
      this.runScheduled(id, at);
    });
  }

  private runScheduled(id: number, at: number): void {
    const { state, mirroring } = this.parts;
    const entry = state.mirror(id);
    const repository = state.repository(id);
    if (repository === undefined || !isScheduled(entry)) {
      this.scheduled.delete(id);
      return;
    }
    this.timeline.plan(at + this.scheduleMs, (next) => {
      this.runScheduled(id, next);
    });
    if (entry.setBy === 'person') {
      mirroring.start(repository);
    } else if (!isRunning(entry.record)) {
      const { last_error: error = null } = entry.record;
      this.run({ repository, record: entry.record }, at, isFailing(entry.record) ? failing(error) : success);
    }
  }

  private failOne(at: number): void {
    const found = this.oldest(
      ({ record }) => record.mirroring_enabled === true && record.update_status === 'finished' && isFresh(record, at),
      'last_update_at',
    );
    if (found !== undefined) {
      this.run(found, at, failing(causeInTurn(this.failures, found.record.url ?? '')));
      this.failures += 1;
    }
  }

  private recoverOne(at: number): void {
    const found = this.oldest(({ record }) => record.update_status === 'failed', 'last_successful_update_at');
    if (found !== undefined) {
      this.run(found, at, success);
    }
  }

  /** Of the synchronisations that the sample began. */
  private endOne(at: number): void {
    const found = this.oldest(({ record }) => isRunning(record), 'last_update_at');
    if (found !== undefined) {
      this.parts.state.patchMirror(found.repository.id, succeeded(this.date(at)));
    }
  }

  private run({ repository: { id }, record }: Mirror, at: number, outcome: Outcome): void {
    const { state, mirroring } = this.parts;
    const start = begun(this.date(at));
    this.running.add(id);
    state.patchMirror(id, start);
    this.timeline.plan(at + durationMs(id), (end) => {
      this.running.delete(id);
      const entry = state.mirror(id);
      // Somebody may have started it, or chosen another source, in the meantime.
      if (
        entry.kind === 'mirror' &&
        entry.record.update_status === start.update_status &&
        entry.record.last_update_at === start.last_update_at &&
        entry.record.url === record.url &&
        !mirroring.isRunning(id)
      ) {
        state.patchMirror(id, outcome(entry.record, this.date(end)));
      }
    });
  }

  /**
   * Of the mirrors whose source the sandbox serves, and which a synchronisation by hand therefore brings in order, the one
   * whose date is the oldest.
   */
  private oldest(
    accept: (mirror: Mirror) => boolean,
    date: 'last_update_at' | 'last_successful_update_at',
  ): Mirror | undefined {
    const { state, mirroring } = this.parts;
    const found: Mirror[] = [];
    for (const repository of state.repositories()) {
      const entry = state.mirror(repository.id);
      if (
        entry.kind === 'mirror' &&
        entry.setBy !== 'person' &&
        repository.history.diverged !== true &&
        this.hasOpenSource(entry.record) &&
        !this.running.has(repository.id) &&
        !mirroring.isRunning(repository.id) &&
        accept({ repository, record: entry.record })
      ) {
        found.push({ repository, record: entry.record });
      }
    }
    const time = ({ record }: Mirror): number => Date.parse(record[date] ?? '') || 0;
    return found.sort((a, b) => time(a) - time(b) || a.repository.id - b.repository.id)[0];
  }

  private hasOpenSource({ url }: MirrorWire): boolean {
    const { state, url: origin } = this.parts;
    const upstream = state.upstream(upstreamPath(origin, url ?? '') ?? '');
    return upstream?.guarded === false;
  }

  /** What the cloud takes this moment for. */
  private date(at: number): Date {
    return new Date(at + this.parts.clockOffset());
  }
}

const success: Outcome = (_record, at) => succeeded(at);

function failing(error: string | null): Outcome {
  return (record, at) => failed(record, at, error);
}

function isScheduled(entry: ReturnType<State['mirror']>): entry is MirrorEntry {
  return entry.kind === 'mirror' && entry.record.mirroring_enabled === true;
}

function isFailing({ number_of_failures: failures }: MirrorWire): boolean {
  return (failures ?? 0) > 0;
}

/** Only then a failure is news. */
function isFresh({ last_successful_update_at: success }: MirrorWire, at: number): boolean {
  return at - Date.parse(success ?? '') < FRESH_MS;
}

/** Some seconds, others for each mirror. */
function durationMs(id: number): number {
  return SHORTEST_RUN_MS + (id % 15) * 1_000;
}
