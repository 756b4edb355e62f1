import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { SandboxOptions } from '../../../src/sandbox';
import { until } from './until';
import { screenshotOnFailure, startWorkbench, type Workbench } from './workbench';

const VIEW = 'Repositories';
/** A window takes about ten seconds, and much longer where others need the processor too. */
const HOOK_MS = 400_000;

/** Several windows of one VS Code, each with a folder and an extension host of its own, nobody signed in. */
export interface Windows {
  readonly all: readonly Workbench[];
  /** Counted from 1. */
  readonly window: (number: number) => Workbench;
  /** One more, with a folder that no window has had. */
  readonly open: () => Promise<Workbench>;
  /** Waits until this holds in every window. */
  readonly everywhere: (condition: (window: Workbench) => Promise<unknown>) => Promise<void>;
}

/** Registers the hooks that start them before the tests of a suite, with the extension's views open, and end them. */
export function useWindows(count: number, sandbox: SandboxOptions = { repositories: 5 }): Windows {
  const all: Workbench[] = [];
  let folder = '';
  const newFolder = async () => {
    const made = path.join(folder, `folder-${all.length + 1}`);
    await mkdir(made);
    return made;
  };
  const open = async () => {
    const window = await windows.window(1).openWindow(await newFolder());
    all.push(window);
    await window.openContainer();
    return window;
  };
  const windows: Windows = {
    all,
    window: (number) => {
      const window = all[number - 1];
      if (!window) throw new Error(`There is no window ${number}`);
      return window;
    },
    open,
    everywhere: async (condition) => {
      await Promise.all(all.map(condition));
    },
  };
  before(async function () {
    this.timeout(HOOK_MS);
    folder = await mkdtemp(path.join(os.tmpdir(), 'codearts-mirrors-windows-'));
    const first = await startWorkbench({ signIn: false, sandbox, folder: await newFolder() });
    all.push(first);
    await first.openContainer();
    while (all.length < count) await open();
    await windows.everywhere(isSignedOut);
  });
  after(async () => {
    await all[0]?.close();
    await rm(folder, { recursive: true, force: true });
  });
  // One picture a window: what is missing may be in any of them.
  for (let number = 1; number <= count; number++) screenshotOnFailure(() => all[number - 1], `window ${number}`);
  return windows;
}

/** Waits until the views ask to sign in. */
export async function isSignedOut(window: Workbench): Promise<void> {
  await until(
    async () => (await window.welcomeText(VIEW)).includes('Sign In to Huawei Cloud'),
    'nobody is signed in here',
  );
}

/** Waits until the window shows repositories as those of the profile with this name. */
export async function uses(window: Workbench, profile: string): Promise<void> {
  const header = window.trees.view(VIEW).locator('.pane-header');
  await until(async () => (await header.innerText()).includes(profile), `the view is that of "${profile}"`);
  // Looking for a row scrolls through the view, which is slow while its rows are only arriving.
  await until(async () => (await window.trees.visibleRows(VIEW)).length > 0, 'the view has rows');
  await window.trees.row('demo_project');
}

/** Files that the extension keeps for all windows, in one of its folders; none when there is no such folder. */
export async function storedFiles(window: Workbench, name: string): Promise<string[]> {
  const files = await readdir(storage(window, name)).catch(() => []);
  return files.map((file) => path.join(storage(window, name), file));
}

export function storage(window: Workbench, name: string): string {
  return path.join(window.dataFolder, 'data/User/globalStorage/codearts-mirrors.codearts-mirrors', name);
}
