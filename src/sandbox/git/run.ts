import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { devNull } from 'node:os';

export interface GitResult {
  /** Git's own exit status; undefined when a signal or the time limit ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface GitOptions {
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** There is no `git` on the PATH. */
export class GitMissingError extends Error {
  constructor() {
    super('git was not found on the PATH of the sandbox');
    this.name = 'GitMissingError';
  }
}

const DEFAULT_TIMEOUT_MS = 120_000;

/** Runs Git without a shell and without the settings, credentials and prompts of the person who started the sandbox. */
export class Git {
  private readonly running = new Set<ChildProcessWithoutNullStreams>();
  private closed = false;

  constructor(private readonly command = 'git') {}

  /** Starts Git for a caller that streams. It is ended by `close` when it still runs by then. */
  start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcessWithoutNullStreams {
    if (this.closed) {
      throw new Error('The sandbox is closed.');
    }
    const child = spawn(this.command, [...args], {
      env: { ...plainEnvironment(), ...environment },
      // Its own process group, so that its helpers (git-remote-http) can be ended with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.running.add(child);
    const forget = (): void => {
      this.running.delete(child);
    };
    child.once('close', forget);
    child.once('error', forget);
    return child;
  }

  /** Runs Git to its end. @throws {GitMissingError} when there is none. */
  run(args: readonly string[], { input, environment, timeoutMs }: GitOptions = {}): Promise<GitResult> {
    return new Promise((resolve, reject) => {
      const child = this.start(args, environment);
      const timer = setTimeout(() => {
        end(child);
      }, timeoutMs ?? DEFAULT_TIMEOUT_MS);
      const output = { stdout: '', stderr: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
      child.once('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        reject(error.code === 'ENOENT' ? new GitMissingError() : error);
      });
      child.once('close', (code) => {
        clearTimeout(timer);
        resolve({ exitCode: code ?? undefined, ...output });
      });
      // Git may end before it has read everything; its exit status tells.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input ?? '');
    });
  }

  /** Ends what runs and starts nothing more. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(
      [...this.running].filter(isAlive).map(
        (child) =>
          new Promise<void>((resolve) => {
            child.once('exit', () => {
              resolve();
            });
            end(child);
          }),
      ),
    );
  }
}

/** Ends a process that `start` started, and its helpers. */
export function end(child: ChildProcessWithoutNullStreams): void {
  if (child.pid === undefined || !isAlive(child)) {
    return;
  }
  try {
    if (process.platform === 'win32') {
      child.kill('SIGKILL');
    } else {
      process.kill(-child.pid, 'SIGKILL');
    }
  } catch {
    // It has ended already.
  }
}

/** A number of a process that has ended may belong to another one by now. */
function isAlive(child: ChildProcessWithoutNullStreams): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function plainEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(GIT_|SSH_ASKPASS|GCM_)/i.test(name));
  const environment = Object.fromEntries(own);
  return {
    ...environment,
    GIT_ALLOW_PROTOCOL: 'http:https',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'false',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    LC_ALL: 'C',
    // The sandbox is on this machine, and a proxy would look for it on its own.
    no_proxy: withLoopback(process.env.no_proxy ?? process.env.NO_PROXY),
    NO_PROXY: withLoopback(process.env.NO_PROXY ?? process.env.no_proxy),
  };
}

function withLoopback(list: string | undefined): string {
  return ['127.0.0.1', 'localhost', ...(list === undefined || list === '' ? [] : [list])].join(',');
}
