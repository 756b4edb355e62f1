import { type RemoteMirror, type Repository, toCodeArtsProjectId, toRepositoryId } from '../../../src/api/index';
import { mirrorHealth } from '../../../src/repositories/mirrorHealth';
import { type MirrorReading, readingAfter } from '../../../src/repositories/mirrorState';
import type { RowSubject } from '../../../src/repositories/repositoriesModel';

export const NOW = new Date('2025-03-10T08:00:00Z');
const HOUR = 3600 * 1000;
let lastId = 0;

export function hoursAgo(hours: number): Date {
  return new Date(NOW.getTime() - hours * HOUR);
}

export function project(number: number) {
  return toCodeArtsProjectId(String(number).padStart(32, '0'), 'test');
}

export function repository(name: string, more: Partial<Repository> = {}): Repository {
  lastId += 1;
  return { id: toRepositoryId(lastId, 'test'), name, ...more };
}

/** @param mirror `none` where it is known that there is none; nothing is known when it is left out */
export function subject(of: Repository, mirror?: RemoteMirror | 'none'): RowSubject {
  if (mirror === undefined) {
    return { repository: of, reading: undefined, health: undefined };
  }
  const reading: MirrorReading = readingAfter(undefined, mirror === 'none' ? undefined : mirror, NOW, undefined);
  return { repository: of, reading, health: mirrorHealth(reading.mirror, NOW, { staleAfterHours: 48 }, reading.times) };
}

const sourceUrl = 'https://github.com/acme/api.git';

export const healthy: RemoteMirror = { status: 'finished', sourceUrl, lastSuccessfulUpdateAt: hoursAgo(1) };
export const stale: RemoteMirror = { status: 'finished', sourceUrl, lastSuccessfulUpdateAt: hoursAgo(100) };

export function failing(message: string, more: Partial<RemoteMirror> = {}): RemoteMirror {
  return { ...stale, status: 'failed', lastError: { message }, ...more };
}
