import type { MirrorRecord, MirrorRecords } from '../ui/mirrorRecords';

const HOUR_MS = 3600 * 1000;

/** What is written of one mirror. Dates are ISO 8601 in UTC; what is not known is left out. */
export interface MirrorRow {
  readonly project: string;
  readonly name: string;
  readonly id: number;
  /** `unread` for a repository of which it is not known whether it has a mirror. */
  readonly health: string;
  /** Of the last run, as the server sent it. */
  readonly status?: string;
  readonly sourceAddress?: string;
  readonly lastSuccess?: string;
  readonly hoursSinceSuccess?: number;
  readonly failures?: number;
  readonly cause?: string;
  readonly scheduled?: boolean;
  readonly webUrl?: string;
  readonly readAt?: string;
}

/** All mirrors, and the repositories that may have one: a gap in what is known is to be seen. */
export function mirrorRows(
  { records, sourceAddress }: Pick<MirrorRecords, 'records' | 'sourceAddress'>,
  now: Date,
): readonly MirrorRow[] {
  return records
    .filter(({ health }) => health !== 'none')
    .map((record) => ({ ...rowOf(record, now), sourceAddress: sourceAddress(record.id) }));
}

function rowOf(record: MirrorRecord, now: Date): MirrorRow {
  const { project, name, id, health, status, success, failures, cause, scheduled, webUrl, readAt } = record;
  const age = success && (now.getTime() - success.getTime()) / HOUR_MS;
  return {
    project,
    name,
    id,
    health,
    status,
    lastSuccess: success?.toISOString(),
    hoursSinceSuccess: age === undefined ? undefined : Math.round(age * 10) / 10,
    failures,
    cause,
    scheduled,
    webUrl,
    readAt: readAt?.toISOString(),
  };
}
