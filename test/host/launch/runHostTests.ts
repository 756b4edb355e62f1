// Runs the host tests in one VS Code and ends with their exit code:
//
//   node out/test/host/launch/runHostTests.js [--oldest] [--desktop]
//
// The server build is taken where it is installed (`.vscode-test/code-server-*`); --desktop, or VSCODE_DESKTOP=1, or no
// server build: `@vscode/test-electron` downloads the desktop one.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { findServerBuild, versions } from '../../../scripts/lib/workbench.mjs';
import { findRoot } from './root';

const root = findRoot();
const flags = new Set(process.argv.slice(2));
const version = flags.has('--oldest') ? 'oldest' : 'newest';
const desktop = flags.has('--desktop') || !!process.env.VSCODE_DESKTOP || !findServerBuild(root, version);

/** The settings that the desktop needs too; those of the server build are in `scripts/lib/workbenchServer.mjs`. */
const settings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
};

/** Marked executable here: a bundler writes plain files. */
function serverExecutable(): string {
  const file = path.join(root, 'out/test/host/launch/serverExecutable.js');
  chmodSync(file, 0o755);
  return file;
}

async function main(): Promise<number> {
  const temporary = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'codearts-mirrors-host-')));
  const profile = path.join(temporary, 'profile');
  const folder = path.join(temporary, 'folder');
  mkdirSync(path.join(profile, 'User'), { recursive: true });
  mkdirSync(folder);
  writeFileSync(path.join(profile, 'User/settings.json'), JSON.stringify(settings));
  writeFileSync(path.join(folder, 'README.md'), '# The folder that is open in the host tests\n');
  const cleanUp = () => {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  };
  process.on('exit', cleanUp);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
  // An extension host that dies early makes VS Code end as if all were well; so the tests' own word counts.
  const resultFile = process.env.TEST_RESULT_FILE ?? path.join(temporary, 'result.json');
  rmSync(resultFile, { force: true });
  const code = await runTests({
    ...(desktop ? { version: versions[version].vscode } : { vscodeExecutablePath: serverExecutable() }),
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, 'out/test/host/index'),
    extensionTestsEnv: {
      VSCODE_VERSION_UNDER_TEST: version,
      TEST_RESULT_FILE: resultFile,
      ...(process.stdout.isTTY ? { TEST_COLOR: '1' } : {}),
    },
    launchArgs: [folder, `--user-data-dir=${profile}`, `--extensions-dir=${path.join(temporary, 'extensions')}`],
  });
  if (!existsSync(resultFile)) throw new Error('The tests did not run to their end: the extension host has died.');
  return code;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
