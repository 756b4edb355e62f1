import { type RepositoryId, toRepositoryId } from '../../../src/api/index';
import type { MirrorRecord, MirrorRecords } from '../../../src/ui/mirrorRecords';

export const NOW = new Date('2025-03-10T08:00:00Z');
const HOUR = 3600 * 1000;

export function hoursAgo(hours: number): Date {
  return new Date(NOW.getTime() - hours * HOUR);
}

export function record(number: number, more: Partial<MirrorRecord> = {}): MirrorRecord {
  return {
    id: toRepositoryId(number, 'test'),
    name: `repository-${number}`,
    projectKey: 'a',
    project: 'Project A',
    health: 'healthy',
    readAt: hoursAgo(0.1),
    success: hoursAgo(1),
    ...more,
  };
}

/** What is known, with words that tell in a test what was asked for. */
export function recordsOf(records: readonly MirrorRecord[], more: Partial<MirrorRecords> = {}): MirrorRecords {
  const attention = ['failing', 'stuck', 'stale'];
  return {
    listAsOf: hoursAgo(0.2),
    listError: undefined,
    records,
    unlisted: 0,
    failedReads: 0,
    worst: records.filter(({ health }) => attention.includes(health)).map(({ id }) => id),
    healths: [...attention, 'healthy', 'none', 'unread'],
    healthName: (health) => `is ${health}`,
    causeName: (cause) => `(${cause})`,
    causeAdvice: (cause) => `Mend ${cause}.`,
    statusWords: (status) => status ?? '',
    stateWords: (id: RepositoryId) => `state of ${id}`,
    sourceAddress: (id) => `https://example.com/${id}.git`,
    advice: (id) => ({ text: `Mend ${id}.`, remedy: { label: 'Mend', command: 'mend' } }),
    ...more,
  };
}
