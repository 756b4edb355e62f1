import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { compileFunction } from 'node:vm';
import { findRoot } from '../../host/launch/root';

export const root = findRoot();

/** What the extension told the editor. */
export interface Recorded {
  readonly commands: Map<string, (...args: readonly unknown[]) => Promise<unknown>>;
  readonly views: Set<string>;
  readonly authenticationProviders: Set<string>;
  readonly contextKeys: Set<string>;
  /** Settings that were read, by their full names. */
  readonly settings: Set<string>;
}

export function nothingRecorded(): Recorded {
  return {
    commands: new Map(),
    views: new Set(),
    authenticationProviders: new Set(),
    contextKeys: new Set(),
    settings: new Set(),
  };
}

export interface TreeRows {
  getChildren(node?: unknown): Promise<readonly unknown[]>;
  getTreeItem(node: unknown): { readonly contextValue?: string };
}

export interface LoadedExtension {
  activate(context: unknown): {
    readonly health: { readonly current: { readonly unread: number } };
    readonly views: Readonly<Record<string, TreeRows>>;
  };
  readonly settings: Readonly<Record<string, () => unknown>>;
}

/** Something that can be called, constructed and asked for everything, and never answers with anything else. */
const anything: unknown = new Proxy(EventTarget, {
  get: (_, name): unknown =>
    typeof name === 'symbol' || name === 'then' || name === '__esModule' ? undefined : anything,
  set: () => true,
  apply: (): unknown => anything,
  construct: (): object => anything as object,
});

/** An object with these parts, and anything else besides. */
function including(parts: object): unknown {
  return new Proxy(parts, {
    get: (target, name): unknown => Reflect.get(name in target ? target : (anything as object), name) as unknown,
  });
}

class EventEmitter {
  readonly #listeners = new Set<(value: unknown) => void>();
  readonly event = (listener: (value: unknown) => void): { dispose(): void } => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(value: unknown): void {
    for (const listener of this.#listeners) {
      listener(value);
    }
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

class TreeItem {
  constructor(
    readonly label: string,
    readonly collapsibleState?: unknown,
  ) {}
}

class CancellationError extends Error {}

/** An editor that does nothing and remembers what it was told. */
function editor(recorded: Recorded): object {
  const token = { isCancellationRequested: false, onCancellationRequested: () => anything };
  const view = (id: string): unknown => {
    recorded.views.add(id);
    return anything;
  };
  const parts = {
    EventEmitter,
    TreeItem,
    CancellationError,
    l10n: { t: (message: unknown) => message },
    env: including({ language: 'en' }),
    commands: including({
      registerCommand: (id: string, handler: (...args: readonly unknown[]) => Promise<unknown>) => {
        recorded.commands.set(id, handler);
        return anything;
      },
      executeCommand: (id: string, key: string) => {
        if (id === 'setContext') {
          recorded.contextKeys.add(key);
        }
        return Promise.resolve();
      },
    }),
    window: including({
      createTreeView: view,
      registerTreeDataProvider: view,
      registerWebviewViewProvider: view,
      withProgress: (_: unknown, work: (progress: unknown, token: unknown) => unknown) => work(anything, token),
    }),
    workspace: including({
      workspaceFile: undefined,
      workspaceFolders: undefined,
      getConfiguration: (section: string) =>
        including({
          get: (key: string) => {
            recorded.settings.add(`${section}.${key}`);
            return undefined;
          },
        }),
    }),
    authentication: including({
      registerAuthenticationProvider: (id: string) => {
        recorded.authenticationProviders.add(id);
        return anything;
      },
    }),
  };
  // Imports are copied name by name; names that are not copied are looked for in the prototype.
  return Object.setPrototypeOf(parts, anything as object) as object;
}

/** Bundles the extension as it is, and loads it into an editor that does nothing. */
export async function loadExtension(recorded: Recorded): Promise<LoadedExtension> {
  const { outputFiles } = await build({
    stdin: {
      contents: "export { activate } from './src/extension'; export { settings } from './src/settings';",
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'silent',
  });
  const load = createRequire(path.join(root, 'package.json'));
  const fake = editor(recorded);
  const loaded = run(outputFiles[0]?.text ?? '', (id) => (id === 'vscode' ? fake : load(id)));
  return loaded as LoadedExtension; // what the bundle above exports
}

/** Loads the extension as it is built into an editor that does nothing, activates it, and names the bundles it loads. */
export function bundlesOfActivation(recorded: Recorded): readonly string[] {
  const bundles = new Map<string, unknown>();
  const load = createRequire(path.join(root, 'package.json'));
  const fake = editor(recorded);
  const bundle = (name: string): unknown => {
    if (!bundles.has(name)) {
      bundles.set(name, undefined);
      bundles.set(name, run(readFileSync(path.join(root, 'dist', name), 'utf8'), require));
    }
    return bundles.get(name);
  };
  const require = (id: string): unknown =>
    id === 'vscode' ? fake : id.startsWith('./') ? bundle(path.basename(id)) : load(id);
  (bundle('extension.js') as LoadedExtension).activate(extensionContext());
  return [...bundles.keys()];
}

/** What a CommonJS module exports. */
function run(code: string, require: (id: string) => unknown): unknown {
  const module = { exports: {} };
  const body = compileFunction(code, ['require', 'module', 'exports']) as (...parts: readonly unknown[]) => void;
  body(require, module, module.exports);
  return module.exports;
}

export function extensionContext(): unknown {
  return including({
    subscriptions: [],
    extensionMode: 2,
    asAbsolutePath: (file: string) => path.join(root, file),
    // Nothing is written there: the session that is announced to it is that of a sandbox.
    globalStorageUri: { fsPath: path.join(root, 'out', 'no-such-storage') },
    globalState: including({ get: () => undefined, update: () => Promise.resolve(), keys: () => [] }),
    workspaceState: including({ get: () => undefined, update: () => Promise.resolve(), keys: () => [] }),
    secrets: including({ get: () => Promise.resolve(undefined) }),
  });
}
