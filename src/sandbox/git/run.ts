import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { gitEnvironment } from './environment';
import { endGroup, inOwnGroup } from './processGroup';
import { gitProblem, gitState, type GitState } from './version';

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

/** Git cannot be run here: there is none on the PATH, or one that is too old. */
export class GitUnusableError extends Error {
  constructor(problem = 'git was not found on the PATH of the sandbox') {
    super(problem);
    this.name = 'GitUnusableError';
  }
}

const DEFAULT_TIMEOUT_MS = 120_000;
const CHECK_TIMEOUT_MS = 10_000;
/** So long an ended process may keep its pipes open before nobody waits for it any more. */
const CLOSE_TIMEOUT_MS = 5_000;

export interface GitPlace {
  /** Name or path of the program. */
  readonly command?: string;
  /** Where it looks for settings: an empty folder of the sandbox's own. */
  readonly home: string;
}

/** Runs Git without a shell and without the settings, credentials and prompts of the person who started the sandbox. */
export class Git {
  /** Processes whose pipes are open. */
  private readonly running = new Set<ChildProcessWithoutNullStreams>();
  private problem: string | undefined;
  private closed = false;
  private readonly endAll = (): void => {
    for (const child of this.running) {
      endGroup(child);
    }
  };

  private constructor(
    private readonly command: string,
    private readonly home: string,
  ) {
    // Their groups are their own: nothing else ends them together with this process.
    process.on('exit', this.endAll);
  }

  /** Asks Git for its version first. One that cannot be used is not started again. */
  static async find({ command = 'git', home }: GitPlace): Promise<{ git: Git; state: GitState }> {
    const git = new Git(command, home);
    const answer = await git.run(['--version'], { timeoutMs: CHECK_TIMEOUT_MS }).catch(() => undefined);
    const state = gitState(answer?.stdout ?? '');
    git.problem = gitProblem(state);
    return { git, state };
  }

  /**
   * Starts Git for a caller that streams. It is ended by `close` when it still runs by then.
   * @throws {GitUnusableError} when there is no Git that can be used
   */
  start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcessWithoutNullStreams {
    if (this.closed) {
      throw new Error('The sandbox is closed.');
    }
    if (this.problem !== undefined) {
      throw new GitUnusableError(this.problem);
    }
    const child = spawn(this.command, [...args], {
      env: { ...gitEnvironment(this.home), ...environment },
      ...inOwnGroup,
    });
    this.running.add(child);
    const forget = (): void => {
      this.running.delete(child);
    };
    child.once('close', forget);
    child.once('error', forget);
    // A helper that waits for a slow server does not notice that Git has given up.
    child.once('exit', () => {
      endGroup(child);
    });
    return child;
  }

  /** Runs Git to its end. @throws {GitUnusableError} when there is none that can be used */
  run(args: readonly string[], { input, environment, timeoutMs }: GitOptions = {}): Promise<GitResult> {
    return new Promise((resolve, reject) => {
      const child = this.start(args, environment);
      const timer = setTimeout(() => {
        endGroup(child);
      }, timeoutMs ?? DEFAULT_TIMEOUT_MS);
      const output = { stdout: '', stderr: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
      child.once('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        reject(error.code === 'ENOENT' ? new GitUnusableError() : error);
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
    process.off('exit', this.endAll);
    await Promise.all([...this.running].map(ended));
  }
}

function ended(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, CLOSE_TIMEOUT_MS);
    child.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    endGroup(child);
  });
}
