import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { endGroup } from './git/processGroup';

export interface OwnFolder {
  readonly path: string;
  remove(): Promise<void>;
}

const PREFIX = 'codearts-sandbox-';
/** Containers may share a folder for temporary files, in which the numbers of their processes mean nothing to each other. */
const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const NAME = new RegExp(`^${PREFIX}${MACHINE}-(\\d{1,10})-[A-Za-z0-9]{6}$`);

const LARGEST_LIST = 16 * 1024 * 1024;

/** A folder for the files of a sandbox: a given one, which stays, or a fresh temporary one. */
export async function ownFolder(given: string | undefined): Promise<OwnFolder> {
  if (given !== undefined) {
    await mkdir(given, { recursive: true });
    return { path: given, remove: () => Promise.resolve() };
  }
  const made = await mkdtemp(path.join(tmpdir(), `${PREFIX}${MACHINE}-${process.pid}-`));
  return { path: made, remove: () => removeFolder(made) };
}

/**
 * Removes what sandboxes of this machine left behind that were killed. A folder goes only when its name says which
 * process made it, that process has ended, and it is a true folder of the same user.
 */
export async function removeAbandoned(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  const abandoned = names.filter((name) => {
    const pid = NAME.exec(name)?.[1];
    return pid !== undefined && !isRunning(Number(pid));
  });
  for (const name of abandoned) {
    const folder = path.join(tmpdir(), name);
    const entry = await lstat(folder).catch(() => undefined);
    if (entry?.isDirectory() === true && (process.getuid === undefined || entry.uid === process.getuid())) {
      await endProcessesOf(folder);
      // Two sandboxes may find it at once; that one fails then is no reason not to start.
      await removeFolder(folder).catch(() => undefined);
    }
  }
}

/**
 * Ends Git and its helpers that still read for a sandbox that was killed: each leads a process group of its own, and names
 * the folder in its arguments. Without `ps` (Windows, small containers) they end when the source is done or gives up.
 */
async function endProcessesOf(folder: string): Promise<void> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,pgid=,args='], {
    maxBuffer: LARGEST_LIST,
  }).catch(() => ({ stdout: '' }));
  for (const line of stdout.split('\n')) {
    const [, pid, group, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (pid !== undefined && pid === group && command.includes(`${folder}${path.sep}`)) {
      endGroup({ pid: Number(pid) });
    }
  }
}

/** Signal 0 only asks. A process of somebody else answers too: with a refusal. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** Windows may hold a file for a moment after Git has ended. */
function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
