import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createSampleFolder } from './sampleFolder.mjs';
import { quietSettings } from './workbenchServer.mjs';

/** Starts the `code` of this computer with a fresh profile of its own, beside the user's windows. */
export async function startDesktop({ root, language, env }) {
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'codearts-mirrors-'));
  const profile = path.join(temporary, 'profile');
  await mkdir(path.join(profile, 'User'), { recursive: true });
  await writeFile(path.join(profile, 'User/settings.json'), JSON.stringify(quietSettings, null, 2));
  const folder = await createSampleFolder(temporary);
  const args = [
    ...['--wait', '--new-window', '--skip-welcome', '--skip-release-notes', '--disable-workspace-trust'],
    ...[`--user-data-dir=${profile}`, `--extensions-dir=${path.join(temporary, 'extensions')}`],
    ...[`--extensionDevelopmentPath=${root}`, ...(language === 'en' ? [] : [`--locale=${language}`]), folder],
  ];
  const code = spawn('code', args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  const ended = once(code, 'exit').then(() => undefined);
  ended.catch(() => undefined);
  await once(code, 'spawn').catch(async () => {
    await rm(temporary, { recursive: true, force: true });
    throw new Error('There is no "code" command here. Install VS Code with its command, or leave out --desktop.');
  });
  return {
    ended,
    close: async () => {
      await endEditor(profile);
      if (code.exitCode === null && code.pid) {
        code.kill();
        await once(code, 'exit');
      }
      await rm(temporary, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** The command only asks the editor, a process of its own, to open a window. The editor notes who it is in its profile. */
async function endEditor(profile) {
  const pid = Number(await readFile(path.join(profile, 'code.lock'), 'utf8').catch(() => '0'));
  if (pid <= 0) return;
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // It has been closed.
  }
}
