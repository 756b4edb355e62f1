import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { root } from './paths.mjs';

const lifeline = path.join(root, 'scripts/lib/lifeline.mjs');
const running = new Set();
const endings = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
/** Has this process been told to end? */
let ending = false;

/**
 * Runs a command to its end. It never outlives this process, with all that it started (see lifeline.mjs).
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, quiet?: boolean }} [options] quiet: collect the
 *   output instead of showing it.
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function run(command, args, { cwd = root, env = {}, quiet = false } = {}) {
  const child = spawn(process.execPath, [lifeline, '', command, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['pipe', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    detached: process.platform !== 'win32',
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => (output += chunk));
  }
  const [code] = await once(child, 'close');
  running.delete(child);
  // What comes after the command must not begin any more.
  if (ending) await new Promise(() => {});
  return { code: code ?? 1, output };
}

/** Like {@link run}, quietly: throws with the output's end when the command fails. */
export async function runOrThrow(command, args, options = {}) {
  const { code, output } = await run(command, args, { quiet: true, ...options });
  if (code !== 0) {
    throw new Error(`${[command, ...args].join(' ')} failed with exit code ${code}\n${output.slice(-8000).trim()}`);
  }
  return output;
}

/** Runs npm. What an outer `npm run` says about its own folders must not reach the inner one. */
export function npm(args, { cwd = root, quiet = true } = {}) {
  const env = Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => /^npm_(config_(local_prefix|prefix|global_prefix|noproxy)|package_|lifecycle_)/.test(name))
      .map((name) => [name, undefined]),
  );
  return runOrThrow('npm', args, { cwd, quiet, env });
}

/**
 * From here on, Ctrl+C, a closed terminal and `kill` end every running command with all that it started, then this
 * process. Returns a function that takes this back.
 */
export function endWithChildren() {
  const end = async (signal) => {
    if (ending) return;
    ending = true;
    await Promise.all(
      [...running].map((child) => {
        child.stdin.end();
        return once(child, 'close');
      }),
    );
    process.exit(endings[signal]);
  };
  for (const signal of Object.keys(endings)) process.on(signal, end);
  return () => Object.keys(endings).forEach((signal) => process.off(signal, end));
}
