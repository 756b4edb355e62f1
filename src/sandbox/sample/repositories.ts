import { ACCOUNT } from '../accounts';
import { contentsOf } from '../git/history';
import type { History, ProjectRecord, RepositoryRecord } from '../model';
import { SANDBOX_USER } from '../users';
import type { Random } from './random';

const DAY_MS = 24 * 60 * 60 * 1000;

const CREATORS = ['zhang.wei', 'li.na', 'wang.fang', 'amelia.hart', 'tomas.novak', '陈晨', 'priya.raman'] as const;

/** What a repository needs to be told; the rest is drawn. */
export interface RepositoryPlan {
  readonly id: number;
  readonly name: string;
  readonly group: string;
  readonly project: ProjectRecord;
  readonly history: History;
  readonly now: Date;
  /** Address of the sandbox. */
  readonly url: string;
  /** Address of the pages about its repositories. */
  readonly pages: string;
}

/** Path of the source that an address of this sandbox leads to, or undefined. */
export function upstreamPath(origin: string, url: string): string | undefined {
  const start = `${origin}/upstream/`;
  if (!url.startsWith(start)) {
    return undefined;
  }
  try {
    return decodeURIComponent(url.slice(start.length).replace(/\.git$/, ''));
  } catch {
    return undefined;
  }
}

/** Address of a repository that the sandbox serves. Each part is encoded, so that any name is one path segment. */
export function cloneUrl(url: string, kind: 'git' | 'upstream', group: string, name: string): string {
  const encodedGroup = group.split('/').map(encodeURIComponent).join('/');
  return `${url}/${kind}/${encodedGroup}/${encodeURIComponent(name)}.git`;
}

/** Address of the page about a repository. */
export function pageUrl(pages: string, id: number): string {
  return `${pages}/${id}`;
}

export function drawRepository(plan: RepositoryPlan, random: Random): RepositoryRecord {
  const { id, name, group, project, history, now, url, pages } = plan;
  const owned = random.chance(0.3);
  const creator = owned ? SANDBOX_USER.name : random.pick(CREATORS);
  const createdAt = new Date(now.getTime() - random.between(30, 900) * DAY_MS - random.between(0, DAY_MS));
  const age = Math.floor((now.getTime() - createdAt.getTime()) * random.next() ** 3);
  return {
    id,
    uuid: random.hex(32),
    name,
    group,
    project,
    projectDeleted: false,
    description: random.chance(0.6) ? `${name} of ${project.name}` : '',
    visibility: random.pick(['private', 'private', 'private', 'internal', 'public']),
    createdAt,
    updatedAt: random.chance(0.04) ? null : new Date(now.getTime() - age),
    sizeMb: random.next() ** 6 * 4_000 + 0.02,
    lfsMb: random.chance(0.1) ? random.next() * 900 : 0,
    creatorName: creator,
    accountName: ACCOUNT.domain.name,
    creatorUuid: owned ? SANDBOX_USER.id : random.hex(32),
    starred: random.chance(0.12),
    status: random.chance(0.03) ? random.pick([1, 2, 3, 4, 5, 7]) : 0,
    owned,
    role: owned ? 40 : random.pick([20, 30, 30, 40, 40]),
    archived: random.chance(0.03),
    memberCount: random.between(1, 24),
    sshUrl: `git@codehub.devcloud.cn-north-4.huaweicloud.com:${group}/${name}.git`,
    httpsUrl: cloneUrl(url, 'git', group, name),
    webUrl: pageUrl(pages, id),
    history,
    contents: contentsOf(history),
  };
}
