import type { Repository } from '../api/index';
import { groupRepositories, type RepositoryGroup } from './grouping';
import type { RowSubject } from './repositoriesModel';
import { type RowChoice, SHOWN_HEALTHS, type ShownHealth } from './rowChoice';
import { shownHealth } from './rowFilter';

/** What groups are called that no project gives a name to. */
export interface GroupTexts {
  readonly withoutProject: string;
  readonly healthName: (health: ShownHealth) => string;
  readonly noMirror: string;
  readonly unread: string;
  readonly noSource: string;
}

/** The rows that passed, in groups and in order. */
export function groupRows(
  subjects: readonly RowSubject[],
  { groupBy, sortBy }: Pick<RowChoice, 'groupBy' | 'sortBy'>,
  texts: GroupTexts,
  language?: string,
): readonly RepositoryGroup[] {
  const sorted = [...subjects].sort(order(sortBy, language));
  switch (groupBy) {
    case 'project':
      return byProject(sorted, texts, language);
    case 'health':
      return SHOWN_HEALTHS.flatMap((health) => {
        const members = sorted.filter((subject) => shownHealth(subject) === health);
        return members.length === 0 ? [] : [healthGroup(health, members, texts)];
      });
    case 'source':
      return bySource(sorted, texts, language);
    case 'none':
      return [{ key: 'all', name: '', kind: 'flat', repositories: repositoriesOf(sorted) }];
  }
}

type Compare = (a: RowSubject, b: RowSubject) => number;

function order(sortBy: RowChoice['sortBy'], language: string | undefined): Compare {
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
  const byName: Compare = ({ repository: a }, { repository: b }) => collator.compare(a.name, b.name) || a.id - b.id;
  switch (sortBy) {
    case 'name':
      return byName;
    case 'health':
      return (a, b) => rankOf(a) - rankOf(b) || byName(a, b);
    case 'success':
      return (a, b) => successOf(a) - successOf(b) || byName(a, b);
  }
}

function rankOf(subject: RowSubject): number {
  return SHOWN_HEALTHS.indexOf(shownHealth(subject));
}

/** Mirrors that never succeeded first, then those without a success for longest; at the end what has no success to tell. */
function successOf({ reading }: RowSubject): number {
  return reading?.mirror === undefined ? Number.MAX_SAFE_INTEGER : (reading.times.success?.getTime() ?? 0);
}

/** Projects keep their names and their order; only their members follow the sorting. */
function byProject(
  sorted: readonly RowSubject[],
  texts: GroupTexts,
  language: string | undefined,
): readonly RepositoryGroup[] {
  const places = new Map(sorted.map(({ repository }, place) => [repository, place]));
  const placeOf = (repository: Repository): number => places.get(repository) ?? 0;
  return groupRepositories(repositoriesOf(sorted), texts.withoutProject, language).map((group) => ({
    ...group,
    repositories: [...group.repositories].sort((a, b) => placeOf(a) - placeOf(b)),
  }));
}

function healthGroup(health: ShownHealth, members: readonly RowSubject[], texts: GroupTexts): RepositoryGroup {
  return {
    key: `health:${health}`,
    name: texts.healthName(health),
    kind: 'health',
    startsClosed: health === 'unread',
    repositories: repositoriesOf(members),
  };
}

function bySource(
  sorted: readonly RowSubject[],
  texts: GroupTexts,
  language: string | undefined,
): readonly RepositoryGroup[] {
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
  const hosts = new Map<string, RowSubject[]>();
  for (const subject of sorted) {
    const host = sourceHost(subject);
    const members = hosts.get(host);
    if (members) {
      members.push(subject);
    } else {
      hosts.set(host, [subject]);
    }
  }
  const others: Readonly<Record<string, string>> = { '': texts.noSource, none: texts.noMirror, unread: texts.unread };
  const isOther = (key: string): boolean => Object.hasOwn(others, key);
  return [...hosts]
    .sort(([a], [b]) => Number(isOther(a)) - Number(isOther(b)) || collator.compare(a, b))
    .map(([host, members]) => ({
      key: `source:${host}`,
      name: others[host] ?? host.slice('host '.length),
      kind: 'source',
      startsClosed: host === 'unread',
      repositories: repositoriesOf(members),
    }));
}

/** `host ` and the host that a mirror is pulled from; `none` and `unread` where there is, or may be, no mirror. */
function sourceHost({ reading }: RowSubject): string {
  if (reading === undefined) {
    return 'unread';
  }
  if (reading.mirror === undefined) {
    return 'none';
  }
  const url = reading.mirror.sourceUrl ?? '';
  const host = URL.canParse(url) ? new URL(url).host : '';
  return host === '' ? '' : `host ${host}`;
}

function repositoriesOf(subjects: readonly RowSubject[]): readonly Repository[] {
  return subjects.map(({ repository }) => repository);
}
