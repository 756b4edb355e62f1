import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/**
 * Starts a command that never outlives this process (see lifeline.mjs) and waits for a line of its output.
 *
 * @param {{ root: string, command: string, args: readonly string[], env?: Record<string, string | undefined>,
 *   cwd?: string, folder?: string, ready: RegExp, timeoutMs?: number, name: string,
 *   onOutput?: (text: string) => void }} options folder: removed when the command has ended.
 */
export async function startOwned({
  root,
  command,
  args,
  env = {},
  cwd = root,
  folder = '',
  ready,
  timeoutMs = 60_000,
  name,
  onOutput,
}) {
  const lifeline = path.join(root, 'scripts/lib/lifeline.mjs');
  const child = spawn(process.execPath, [lifeline, folder, command, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  // The pipe breaks when the command ends first.
  child.stdin.on('error', () => {});
  const ended = once(child, 'close');
  let output = '';
  const collect = (chunk) => {
    // What came last is enough to explain a failure; a server that runs for hours must not fill the memory.
    output = (output + String(chunk)).slice(-100_000);
    onOutput?.(String(chunk));
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);

  let timer;
  const match = await new Promise((resolve, reject) => {
    const look = () => {
      const found = ready.exec(output);
      if (found) resolve(found);
    };
    child.stdout.on('data', look);
    timer = setTimeout(
      () => reject(new Error(`${name} was not ready after ${timeoutMs / 1000} s\n${output}`)),
      timeoutMs,
    );
    void ended.then(() => reject(new Error(`${name} ended before it was ready\n${output}`)));
  })
    .catch(async (error) => {
      child.stdin.end();
      await ended;
      throw error;
    })
    .finally(() => clearTimeout(timer));

  return {
    match,
    /** The end of what it has printed. */
    output: () => output,
    /** Resolves when the command has ended, by itself or not. */
    ended: ended.then(() => undefined),
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
