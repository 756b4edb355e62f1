// Runs a command for as long as the process that started this one lives, then ends it with all that it started:
//
//   node lifeline.mjs FOLDER COMMAND ARGS...
//
// The starter holds the other end of this process's standard input. It closes when the starter lets go of it and also
// when the starter is killed, which no exit handler would notice. FOLDER is removed at the end ("" for none).
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';

const [folder, command, ...args] = process.argv.slice(2);
const windows = process.platform === 'win32';
const child = spawn(command, args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: !windows,
  // There, npm and its like are scripts.
  shell: windows && !command.endsWith('.exe'),
});
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

function end(signal) {
  try {
    if (windows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

async function finish(code) {
  end('SIGKILL');
  // A process that was just killed may still hold a file for a moment.
  if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }).catch(() => {});
  process.exit(code);
}

child.on('error', (error) => {
  console.error(String(error));
  void finish(127);
});
child.on('exit', (code, signal) => void finish(code ?? (signal ? 1 : 0)));

function stop() {
  end('SIGTERM');
  setTimeout(() => end('SIGKILL'), 3000).unref();
}
for (const signal of signals) process.on(signal, stop);
process.stdin.on('end', stop).on('error', stop).resume();
