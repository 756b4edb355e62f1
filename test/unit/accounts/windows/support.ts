import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { WindowLink, type WindowLinkOptions } from '../../../../src/accounts/windows/windowLink';
import type { Done, Order } from './windowProcess';

const SCRIPT = path.join(__dirname, 'windowProcess.js');

/** A window in a process of its own. */
export class WindowProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (done: Done) => void>();
  readonly ended: Promise<number | null>;
  #sent = 0;

  constructor(folder: string, name: string, { manner = 'told', temporary }: { manner?: string; temporary?: string }) {
    const env = temporary === undefined ? process.env : { ...process.env, TMPDIR: temporary };
    this.#child = fork(SCRIPT, [folder, name, manner], { env, execArgv: [] });
    if (manner !== 'told') {
      this.#child.disconnect();
    }
    this.ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.on('message', (done: Done) => {
      this.#waiting.get(done.id)?.(done);
      this.#waiting.delete(done.id);
    });
  }

  get pid(): number {
    return this.#child.pid ?? assert.fail('did not start');
  }

  async do(order: Order): Promise<unknown> {
    const id = (this.#sent += 1);
    const { result, error } = await new Promise<Done>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.send({ id, order });
    });
    assert.equal(error, undefined);
    return result;
  }

  /** As a crash: it can tidy up nothing. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}

export interface Scene {
  /** What all windows share. Its name is one that people have: with a space, and in Chinese. */
  readonly folder: string;
  /** Where sockets are made. */
  readonly temporary: string;
  process(name: string, options?: { manner?: string; temporary?: string }): WindowProcess;
  /** A window in the process of the test. */
  link(answer?: WindowLinkOptions['answer'], log?: WindowLinkOptions['log']): WindowLink;
}

/** A shared folder for each test. Whatever the test has started is ended after it. */
export function useScene(): Scene {
  const scene = { folder: '', temporary: '' };
  let root = '';
  const processes: WindowProcess[] = [];
  const links: WindowLink[] = [];
  const saved = process.env.TMPDIR;
  beforeEach(async () => {
    root = await mkdtemp('/tmp/link-');
    scene.folder = path.join(root, 'global storage 全局存储');
    scene.temporary = path.join(root, '临时 t');
    mkdirSync(scene.temporary);
    process.env.TMPDIR = scene.temporary;
  });
  afterEach(async () => {
    if (saved === undefined) {
      Reflect.deleteProperty(process.env, 'TMPDIR');
    } else {
      process.env.TMPDIR = saved;
    }
    await Promise.all(processes.splice(0).map((window) => window.kill()));
    await Promise.all(links.splice(0).map((link) => link.close()));
    await rm(root, { recursive: true, force: true });
  });
  return Object.assign(scene, {
    process: (name: string, options = {}) => {
      const window = new WindowProcess(scene.folder, name, options);
      processes.push(window);
      return window;
    },
    link: (answer: WindowLinkOptions['answer'] = () => undefined, log?: WindowLinkOptions['log']) => {
      const link = new WindowLink({ folder: scene.folder, answer, log });
      links.push(link);
      return link;
    },
  });
}

export interface Announced {
  readonly file: string;
  readonly version: number;
  readonly address: string;
  readonly key: string;
  readonly pid: number;
}

/** What the windows have written about themselves. */
export async function announcedIn(folder: string): Promise<Announced[]> {
  const files = await filesIn(path.join(folder, 'windows'));
  return Promise.all(
    files.map(async (file) => ({ ...(JSON.parse(await readFile(file, 'utf8')) as Omit<Announced, 'file'>), file })),
  );
}

/** All files and sockets under a folder. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => path.join(entry.parentPath, entry.name));
}
