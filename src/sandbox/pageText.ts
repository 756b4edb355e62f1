import type { MirrorWire, RepositoryRecord } from './model';

export interface PageContents {
  readonly repository: RepositoryRecord;
  readonly mirror: MirrorWire | undefined;
  /** Hashes of branches and tags by full name; undefined when Git could not be run. */
  readonly refs: ReadonlyMap<string, string> | undefined;
}

const ENGLISH = {
  language: 'en',
  sandbox: 'Sandbox of CodeArts Mirrors: sample data on this computer',
  project: 'Project',
  mirror: 'Remote mirror',
  noMirror: 'This repository has no mirror.',
  source: 'Source',
  status: 'Status',
  lastRun: 'Last run',
  lastSuccess: 'Last success',
  never: 'never',
  branches: 'Branches',
  tags: 'Tags',
  empty: 'The repository is empty.',
  noGit: 'The branches could not be read: the sandbox could not run Git.',
} as const;

type Words = Readonly<Record<keyof typeof ENGLISH, string>>;

const CHINESE: Words = {
  language: 'zh-CN',
  sandbox: 'CodeArts Mirrors 沙箱：本机上的示例数据',
  project: '项目',
  mirror: '远程镜像',
  noMirror: '该仓库没有镜像。',
  source: '源地址',
  status: '状态',
  lastRun: '上次运行',
  lastSuccess: '上次成功',
  never: '从未',
  branches: '分支',
  tags: '标签',
  empty: '该仓库为空。',
  noGit: '无法读取分支：沙箱无法运行 Git。',
};

const STYLE =
  'body{font:15px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}' +
  'h1{overflow-wrap:anywhere}dt{font-weight:600}dd{margin:0 0 .5rem;overflow-wrap:anywhere}';

/** A page about a repository, in the language that the browser asks for first. Nothing in it is taken for HTML. */
export function page({ repository, mirror, refs }: PageContents, acceptLanguage: string): string {
  const words = /^zh\b/i.test(acceptLanguage.trim()) ? CHINESE : ENGLISH;
  return [
    `<!DOCTYPE html><html lang="${words.language}"><head><meta charset="utf-8">`,
    `<title>${escapeHtml(repository.name)}</title><style>${STYLE}</style></head><body>`,
    `<p>${escapeHtml(words.sandbox)}</p><h1><bdi>${escapeHtml(repository.name)}</bdi></h1>`,
    list([[words.project, repository.project.name]]),
    `<h2>${escapeHtml(words.mirror)}</h2>`,
    mirror === undefined ? `<p>${escapeHtml(words.noMirror)}</p>` : list(mirrorFacts(mirror, words)),
    ...refLists(refs, words),
    '</body></html>\n',
  ].join('');
}

function mirrorFacts(mirror: MirrorWire, words: Words): [string, string][] {
  return [
    [words.source, withoutCredentials(mirror.url ?? '')],
    [words.status, mirror.update_status ?? ''],
    [words.lastRun, mirror.last_update_at ?? words.never],
    [words.lastSuccess, mirror.last_successful_update_at ?? words.never],
  ];
}

function refLists(refs: PageContents['refs'], words: Words): string[] {
  if (refs === undefined) {
    return [`<p>${escapeHtml(words.noGit)}</p>`];
  }
  if (refs.size === 0) {
    return [`<p>${escapeHtml(words.empty)}</p>`];
  }
  return [
    { title: words.branches, start: 'refs/heads/' },
    { title: words.tags, start: 'refs/tags/' },
  ].flatMap(({ title, start }) => {
    const found = [...refs].filter(([name]) => name.startsWith(start));
    const facts = found.map(([name, hash]): [string, string] => [name.slice(start.length), hash.slice(0, 10)]);
    return found.length === 0 ? [] : [`<h2>${escapeHtml(title)}</h2>`, list(facts)];
  });
}

function list(facts: readonly (readonly [string, string])[]): string {
  const items = facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd><bdi>${escapeHtml(value)}</bdi></dd>`);
  return `<dl>${items.join('')}</dl>`;
}

function withoutCredentials(address: string): string {
  return address.replace(/\/\/.*@/u, '//');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
