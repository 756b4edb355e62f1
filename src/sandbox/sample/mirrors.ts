import { isoInChina } from '../dates';
import type { MirrorWire, NoMirrorForm } from '../model';
import type { Random } from './random';

const HOUR_MS = 60 * 60 * 1000;

/** The service endpoint for private sources. */
export const ENDPOINT = { uuid: '2f6c4b1f0a1d4d0e8f5a7f0c9b3e1d22', username: 'mirror-bot' } as const;

/** Where the source of a mirror is. */
export type SourceKind = 'live' | 'guarded' | 'missing' | 'deadPort';

export interface MirrorPlan {
  readonly source: SourceKind;
  /** Commits of the source that the repository does not have; all of them when it was never synchronised. */
  readonly behind: number | 'all';
  readonly diverged?: boolean;
  readonly branches?: 'default';
  record(draw: Draw): MirrorWire;
}

export interface Draw {
  readonly random: Random;
  readonly now: Date;
  /** Address of the source. */
  readonly url: string;
}

export type Kind = NoMirrorPlan | MirrorPlan;

export interface NoMirrorPlan {
  readonly none: NoMirrorForm;
  /** Holds no commit, as what becomes a mirror should. */
  readonly isEmpty?: true;
}

function hoursAgo({ now }: Draw, hours: number): string {
  return isoInChina(new Date(now.getTime() - hours * HOUR_MS));
}

function finished(from: number, to: number, more: MirrorWire = {}): MirrorPlan['record'] {
  return (draw) => {
    const at = hoursAgo(draw, from + draw.random.next() * (to - from));
    return {
      update_status: 'finished',
      last_update_at: at,
      last_successful_update_at: at,
      number_of_failures: draw.random.chance(0.3) ? null : 0,
      mirroring_enabled: draw.random.chance(0.5),
      last_error: null,
      ...more,
    };
  };
}

function failed(failures: number, lastError: string | null, everSucceeded = true): MirrorPlan['record'] {
  return (draw) => {
    const hours = 1 + draw.random.next() * 30;
    return {
      update_status: 'failed',
      last_update_at: hoursAgo(draw, hours),
      last_successful_update_at: everSucceeded ? hoursAgo(draw, hours + 24 * failures) : null,
      number_of_failures: failures,
      mirroring_enabled: failures > 2,
      last_error: lastError,
    };
  };
}

/** A run that is going on, was stopped, or is in a state that no page names. */
function other(status: string, minutes: number, succeededHours?: number): MirrorPlan['record'] {
  return (draw) => ({
    update_status: status,
    last_update_at: hoursAgo(draw, minutes / 60),
    last_successful_update_at: succeededHours === undefined ? null : hoursAgo(draw, succeededHours),
    number_of_failures: 0,
    mirroring_enabled: false,
    last_error: null,
  });
}

const GIT_FAILED = '{"msg":"exit status 128","code":"7"}';
const DIVERGED = '{"msg":"! [rejected] main -> main (non-fast-forward): exit status 1","code":"7"}';
/** Git quotes the address, and with it what somebody put in front of the host. */
const WITH_CREDENTIALS =
  "fatal: unable to access 'http://deploy:s3cr3t-in-error@127.0.0.1:1/oss/archive.git/': Failed to connect to 127.0.0.1 port 1";

const none = (form: NoMirrorForm): Kind => ({ none: form });
const empty = (form: NoMirrorForm): Kind => ({ none: form, isEmpty: true });
const fresh: Kind = { source: 'live', behind: 0, record: finished(0.2, 18) };
const stale: Kind = { source: 'live', behind: 2, record: finished(24 * 9, 24 * 200) };

/** Kinds in the share that they have of the sample: the list is dealt out again and again, each time in another order. */
export const KINDS: readonly Kind[] = [
  ...Array.from({ length: 6 }, () => none('notFound')),
  ...Array.from({ length: 3 }, () => empty('notFound')),
  ...Array.from({ length: 3 }, () => none('empty')),
  empty('empty'),
  ...Array.from({ length: 3 }, () => none('null')),
  ...Array.from({ length: 3 }, () => none('nullUrl')),
  ...Array.from({ length: 7 }, () => fresh),
  { source: 'live', behind: 0, branches: 'default', record: finished(0.2, 18, { mirroring_enabled: true }) },
  stale,
  stale,
  { source: 'guarded', behind: 1, record: finished(1, 20, { is_private: true, endpoint_uuid: ENDPOINT.uuid }) },
  { source: 'live', behind: 'all', record: other('none', 20) },
  { source: 'live', behind: 1, record: other('started', 2, 20) },
  { source: 'live', behind: 1, record: other('scheduled', 1, 20) },
  { source: 'live', behind: 1, record: other('canceled', 300, 60) },
  { source: 'live', behind: 1, record: other('waiting_for_approval', 45, 30) },
  { source: 'missing', behind: 0, record: failed(1, GIT_FAILED) },
  { source: 'deadPort', behind: 0, record: failed(3, WITH_CREDENTIALS) },
  { source: 'missing', behind: 'all', record: failed(12, null, false) },
  { source: 'live', behind: 1, diverged: true, record: failed(2, DIVERGED) },
  { source: 'guarded', behind: 1, record: failed(40, '{"msg":"exit status 128","code":"5"}') },
  { source: 'live', behind: 1, record: failed(1, GIT_FAILED) },
];
