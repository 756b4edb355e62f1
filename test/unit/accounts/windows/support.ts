import { mkdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { WindowLink, type WindowLinkOptions } from '../../../../src/accounts/windows/windowLink';
import { filesIn, TestProcess } from '../../windows/support';
import type { Order } from './windowProcess';

export { filesIn };

const SCRIPT = path.join(__dirname, 'windowProcess.js');

/** A window in a process of its own. */
export class WindowProcess extends TestProcess<Order> {
  constructor(folder: string, name: string, { manner = 'told', temporary }: { manner?: string; temporary?: string }) {
    const env = temporary === undefined ? process.env : { ...process.env, TMPDIR: temporary };
    super(SCRIPT, [folder, name, manner], env);
    if (manner !== 'told') {
      this.child.disconnect();
    }
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
