/** What `update_status` can mean, in GitLab's words, which the record is made of (NOTES.md section 6). */
export type MirrorStatus = 'none' | 'scheduled' | 'started' | 'finished' | 'failed' | 'canceled';

const MEANINGS: ReadonlyMap<string, MirrorStatus> = new Map<string, MirrorStatus>([
  ['none', 'none'],
  ['scheduled', 'scheduled'],
  ['started', 'started'],
  ['finished', 'finished'],
  ['success', 'finished'],
  ['succeeded', 'finished'],
  ['failed', 'failed'],
  ['canceled', 'canceled'],
  ['cancelled', 'canceled'],
]);

/** Meaning of a status, in whatever case it comes; `undefined` for a missing one and for one that nobody documents. */
export function mirrorStatus(status: string | undefined): MirrorStatus | undefined {
  return MEANINGS.get(status?.trim().toLowerCase() ?? '');
}
