// How large is what a window leaves for the next one, and how long does the next one take to read it?
import { performance } from 'node:perf_hooks';
import {
  type Repository,
  toCodeArtsProjectId,
  toRepositoryId,
  toRepositoryUuid,
  type RepositoryId,
} from '../src/api/index';
import { type MirrorReading, readingAfter } from '../src/repositories/mirrorState';
import {
  decodeList,
  decodeReadings,
  encodeList,
  encodeReadings,
  MOST_BYTES,
} from '../src/repositories/watching/snapshot';
import { runPart } from './shared/places';
import { report } from './shared/report';
import { median, spread } from './shared/statistics';

const REPOSITORIES = 5000;
const MIRRORS = 1000;
const ROUNDS = 10;
const NOW = new Date('2025-03-10T08:00:00Z');

function repositoryOf(index: number): Repository {
  const hex = index.toString(16).padStart(32, '0');
  const name = `service-${index}`;
  return {
    id: toRepositoryId(index),
    uuid: toRepositoryUuid(hex),
    name,
    groupName: `project-${index % 40}/team`,
    projectId: toCodeArtsProjectId((index % 40).toString(16).padStart(32, 'a')),
    projectName: `Project ${index % 40}`,
    projectDeleted: false,
    sshUrl: `git@codehub.devcloud.cn-north-4.huaweicloud.com:project-${index % 40}/${name}.git`,
    httpsUrl: `https://codehub.devcloud.cn-north-4.huaweicloud.com/project-${index % 40}/${name}.git`,
    webUrl: `https://devcloud.cn-north-4.huaweicloud.com/codehub/project/${hex}/codehub/${index}/home?ref=master`,
    visibility: 'private',
    createdAt: NOW,
    updatedAt: NOW,
    size: '12.13M',
    lfsSize: '0.00M',
    creatorName: 'a-member-of-the-team',
    creatorUserId: hex,
    accountName: 'account-of-the-company',
    starred: false,
    isOwner: false,
    status: 0,
    role: 30,
  };
}

function readingOf(index: number): MirrorReading {
  const failed = index % 10 === 0;
  const mirror = {
    id: index,
    repositoryId: toRepositoryId(index),
    status: failed ? 'failed' : 'finished',
    lastUpdateAt: NOW,
    lastSuccessfulUpdateAt: NOW,
    sourceUrl: `https://git.example.com/team/service-${index}.git`,
    failures: failed ? 3 : 0,
    scheduled: true,
    isPrivate: false,
    lastError: failed
      ? { message: `fatal: unable to access 'https://git.example.com/team/service-${index}.git': exit 128`, code: '7' }
      : undefined,
  };
  return readingAfter(undefined, index <= MIRRORS ? mirror : undefined, NOW, undefined);
}

function timed(work: () => unknown): { readonly value: number; readonly context: Readonly<Record<string, unknown>> } {
  const times = Array.from({ length: ROUNDS }, () => {
    const before = performance.now();
    work();
    return performance.now() - before;
  });
  return { value: median(times), context: { ...spread(times), rounds: ROUNDS } };
}

function snapshot(): Promise<void> {
  const indexes = Array.from({ length: REPOSITORIES }, (_, index) => index + 1);
  const items = indexes.map(repositoryOf);
  const list = { items, total: items.length, rest: 'none' as const, asOf: NOW };
  const readings = new Map<RepositoryId, MirrorReading>(
    indexes.map((index) => [toRepositoryId(index), readingOf(index)]),
  );
  const texts = { list: JSON.stringify(encodeList(list)), readings: JSON.stringify(encodeReadings(readings)) };
  const context = { repositories: REPOSITORIES, mirrors: MIRRORS };
  for (const name of ['list', 'readings'] as const) {
    const value = Buffer.byteLength(texts[name]);
    report({ name: `snapshot.${name}.size`, value, unit: 'bytes', goal: { atMost: MOST_BYTES }, context });
  }
  const write = timed(() => [JSON.stringify(encodeList(list)), JSON.stringify(encodeReadings(readings))]);
  const read = timed(() => [decodeList(JSON.parse(texts.list)), decodeReadings(JSON.parse(texts.readings))]);
  report({ name: 'snapshot.write', unit: 'ms', value: write.value, context: { ...context, ...write.context } });
  report({ name: 'snapshot.read', unit: 'ms', value: read.value, context: { ...context, ...read.context } });
  return Promise.resolve();
}

runPart(snapshot);
