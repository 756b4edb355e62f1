export type Version = 'newest' | 'oldest';

export interface WorkbenchServerOptions {
  /** The checkout: the server builds are in its `.vscode-test`. */
  readonly root: string;
  readonly version?: Version;
  /** 0 takes a free one. */
  readonly port?: number;
  /** As in `vscode.env.language`. VS Code's own words stay English. */
  readonly language?: string;
  /** The folders of the built-in extensions that are wanted; undefined: all. */
  readonly builtIns?: readonly string[];
  /** User settings, beside those that keep the workbench quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Reaches the extension host. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly onOutput?: (text: string) => void;
}

export interface WindowOptions {
  /** The folder that is open, absolute. */
  readonly folder?: string | undefined;
  /** The extension under development, absolute. */
  readonly extension?: string | undefined;
  /** A module whose `run()` runs the tests, absolute. */
  readonly tests?: string | undefined;
}

export interface WorkbenchServer {
  readonly port: number;
  /** Where the profile is: `data/User/settings.json`, `data/logs/...`. */
  readonly dataFolder: string;
  output(): string;
  /** Resolves when the server has ended, by itself or not. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
  url(window: WindowOptions): string;
}

export interface OwnedProcess {
  readonly match: RegExpExecArray;
  output(): string;
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

export interface OwnedProcessOptions {
  readonly root: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Removed when the command has ended. */
  readonly folder?: string;
  /** The line of its output after which it is ready. */
  readonly ready: RegExp;
  readonly timeoutMs?: number;
  readonly name: string;
  readonly onOutput?: (text: string) => void;
}

export const versions: Readonly<Record<Version, { vscode: string; codeServer: string; node: number }>>;
export const builtInsOfTests: readonly string[];
export const chromiumArguments: readonly string[];
export function findChromium(): string | undefined;
export function findServerBuild(root: string, version: Version): { node: string; main: string } | undefined;
export function startOwned(options: OwnedProcessOptions): Promise<OwnedProcess>;
export function startWorkbenchServer(options: WorkbenchServerOptions): Promise<WorkbenchServer>;
