import type { Contents, History } from '../model';

const HOUR_MS = 60 * 60 * 1000;
const AUTHOR = 'Sandbox <sandbox@example.com>';

/** One more commit on a branch. */
export interface Commit {
  /** Default: `main`. */
  readonly branch?: string;
  /** Default: `NOTES.md`. */
  readonly file?: string;
  readonly text?: string;
  readonly message?: string;
}

/** A history as input for `git fast-import`. Equal histories give equal hashes, and a shorter one is a prefix. */
export function historyStream(history: History): string {
  const lines: string[] = [];
  for (let number = 1; number <= history.commits; number += 1) {
    const own = history.diverged === true && number === history.commits;
    lines.push(...commitLines({ history, number, own }));
  }
  return [...lines, 'done', ''].join('\n');
}

/** What a history makes, in numbers. */
export function contentsOf({ commits, diverged }: History): Contents {
  if (commits === 0) {
    return { branches: 0, tags: 0, defaultBranch: null };
  }
  // Those that `commitLines` makes: main, release/1.0 and, at the end, develop; tags at the first and the third commit.
  return { branches: diverged === true ? 2 : 3, tags: commits < 3 ? 1 : 2, defaultBranch: 'main' };
}

/** Input for `git fast-import` that puts a commit on top of a branch. */
export function commitStream(commit: Commit, parent: string | undefined, at: Date): string {
  const branch = plainName(commit.branch ?? 'main');
  const file = plainName(commit.file ?? 'NOTES.md');
  return [
    `commit refs/heads/${branch}`,
    `committer ${AUTHOR} ${stamp(at)}`,
    ...data(commit.message ?? `Change ${file}`),
    ...(parent === undefined ? [] : [`from ${parent}`]),
    `M 100644 inline ${file}`,
    ...data(commit.text ?? `Written at ${at.toISOString()}\n`),
    'done',
    '',
  ].join('\n');
}

interface Step {
  readonly history: History;
  readonly number: number;
  readonly own: boolean;
}

function commitLines({ history, number, own }: Step): string[] {
  const name = history.seed.replace(/\s+/g, ' ');
  // The distance to the end must not depend on the length, or a shorter history would not be a prefix.
  const at = new Date(history.until.getTime() - (12 - number) * 7 * HOUR_MS);
  const message = own ? `Local change ${number}` : number === 1 ? `Start ${name}` : `Step ${number} of ${name}`;
  const lines = [
    'commit refs/heads/main',
    `mark :${number}`,
    `committer ${AUTHOR} ${stamp(at)}`,
    ...data(message),
    ...(number === 1 ? [] : [`from :${number - 1}`]),
    'M 100644 inline README.md',
    ...data(`# ${name}\n\nSample repository of the sandbox, step ${number}.\n`),
    `M 100644 inline src/step${number}.txt`,
    ...data(`${own ? 'local' : 'upstream'} ${number}\n`),
  ];
  if (number === 1) {
    lines.push(...tag('v0.1.0', number), 'reset refs/heads/release/1.0', `from :${number}`, '');
  }
  if (number === 3) {
    lines.push(...tag('v0.2.0', number));
  }
  if (number === history.commits && !own) {
    lines.push('reset refs/heads/develop', `from :${number}`, '');
  }
  return lines;
}

/** Names are lines of the stream: a line break in one would start another command. */
function plainName(name: string): string {
  if (!/^[\w.][\w./-]*$/.test(name)) {
    throw new Error(`Not a plain name: ${JSON.stringify(name)}`);
  }
  return name;
}

function tag(name: string, mark: number): string[] {
  return [`reset refs/tags/${name}`, `from :${mark}`, ''];
}

function data(text: string): string[] {
  return [`data ${Buffer.byteLength(text)}`, text];
}

function stamp(at: Date): string {
  return `${Math.floor(at.getTime() / 1000)} +0800`;
}
