import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { History } from '../model';
import { commitStream, historyStream, type Commit } from './history';
import type { Git, GitResult } from './run';

/** A Git repository of the sandbox: one that people clone, or one that mirrors copy from. */
export interface Stored {
  readonly kind: 'repository' | 'upstream';
  /** Number of the repository or path of the source. */
  readonly key: string | number;
  readonly history: History;
}

/** Bare repositories on the disk, made when they are first asked for. Their folders are numbered, never named. */
export class GitStorage {
  private readonly folders = new Map<string, Promise<string>>();

  constructor(
    private readonly git: Git,
    private readonly root: string,
    private readonly clock: () => Date,
  ) {}

  /** Folder of the bare repository. */
  folder(stored: Stored): Promise<string> {
    const key = `${stored.kind}:${stored.key}`;
    const known = this.folders.get(key);
    if (known !== undefined) {
      return known;
    }
    const folder = path.join(this.root, `${stored.kind}-${this.folders.size + 1}.git`);
    const made = this.create(folder, stored.history);
    this.folders.set(key, made);
    // A failure is not kept: Git may be there the next time.
    made.catch(() => this.folders.delete(key));
    return made;
  }

  /** Puts a commit on top of a branch and returns its hash. */
  async commit(stored: Stored, commit: Commit): Promise<string> {
    const folder = await this.folder(stored);
    const branch = `refs/heads/${commit.branch ?? 'main'}`;
    const parent = (await this.heads(folder)).get(branch);
    await this.import(folder, commitStream(commit, parent, this.clock()));
    return (await this.heads(folder)).get(branch) ?? '';
  }

  /** Names and hashes of branches and tags. */
  async refs(stored: Stored): Promise<Map<string, string>> {
    return this.heads(await this.folder(stored));
  }

  /** Points a branch to another commit, or removes it. */
  async setBranch(stored: Stored, branch: string, target: string | undefined): Promise<void> {
    const folder = await this.folder(stored);
    const change = target === undefined ? ['-d', `refs/heads/${branch}`] : [`refs/heads/${branch}`, target];
    succeeded(await this.git.run(['-C', folder, 'update-ref', ...change]));
  }

  private async create(folder: string, history: History): Promise<string> {
    await mkdir(folder, { recursive: true });
    succeeded(await this.git.run(['init', '--quiet', '--bare', '--initial-branch=main', '--template=', '--', folder]));
    if (history.commits > 0) {
      await this.import(folder, historyStream(history));
    }
    return folder;
  }

  private async import(folder: string, input: string): Promise<void> {
    succeeded(await this.git.run(['-C', folder, 'fast-import', '--quiet', '--done', '--date-format=raw'], { input }));
  }

  private async heads(folder: string): Promise<Map<string, string>> {
    const format = '--format=%(refname) %(objectname)';
    const { stdout } = succeeded(await this.git.run(['-C', folder, 'for-each-ref', format]));
    const lines = stdout.split('\n').filter((line) => line !== '');
    return new Map(
      lines.map((line): [string, string] => {
        const [name = '', hash = ''] = line.split(' ');
        return [name, hash];
      }),
    );
  }
}

function succeeded(result: GitResult): GitResult {
  if (result.exitCode !== 0) {
    throw new Error(`git ended with ${result.exitCode ?? 'a signal'}: ${result.stderr.trim()}`);
  }
  return result;
}
