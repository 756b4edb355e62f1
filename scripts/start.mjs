// npm start: VS Code with the extension, signed in to the sandbox. Nothing outside this folder is changed.
//
//   npm start -- --port N --language zh-cn --no-open
//   npm start -- --desktop        the VS Code that is installed here, instead of one in the browser
import { parseArgs } from 'node:util';
import { startDesktop } from './lib/desktop.mjs';
import { ensureServerBuild } from './lib/installServers.mjs';
import { oneTimeAddress } from './lib/oneTimeAddress.mjs';
import { openBrowser } from './lib/openBrowser.mjs';
import { root } from './lib/paths.mjs';
import { buildOrThrow, ensureModules } from './lib/prepare.mjs';
import { endWithChildren } from './lib/processes.mjs';
import { createSampleFolder } from './lib/sampleFolder.mjs';
import { startSandboxProcess } from './lib/sandboxProcess.mjs';
import { startWorkbenchServer } from './lib/workbenchServer.mjs';

const { values: flags } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    language: { type: 'string', default: 'en' },
    desktop: { type: 'boolean' },
    'no-open': { type: 'boolean' },
  },
});

const closers = [];
/** Ends what was started last first. Once only: a second Ctrl+C does not interrupt the first. */
async function closeAll() {
  for (const close of closers.splice(0).reverse()) await close();
}

const stopEnding = endWithChildren();
try {
  await prepare();
  stopEnding();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => void closeAll().then(() => process.exit(0)));
  }
  await (flags.desktop ? showDesktop() : showBrowser());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await closeAll();
}
process.exit();

async function prepare() {
  await ensureModules(console.log);
  await Promise.all([flags.desktop ? undefined : ensureServerBuild('newest', console.log), buildOrThrow()]);
}

async function showBrowser() {
  const env = await sandboxEnvironment();
  const { language } = flags;
  const server = await startWorkbenchServer({ root, port: Number(flags.port), language, env });
  closers.push(server.close);
  const folder = await createSampleFolder(server.dataFolder);
  const url = server.url({ folder, extension: root });
  console.log(`\nVS Code with CodeArts Mirrors, signed in to the sandbox:\n\n  ${url}\n\nCtrl+C ends it.`);
  if (!flags['no-open']) {
    const once = await oneTimeAddress(url);
    closers.push(once.close);
    openBrowser(once.url);
  }
  await server.ended;
}

async function showDesktop() {
  const desktop = await startDesktop({ root, language: flags.language, env: await sandboxEnvironment() });
  closers.push(desktop.close);
  console.log('\nVS Code with CodeArts Mirrors, signed in to the sandbox, opens in a window. Ctrl+C ends it.');
  await desktop.ended;
}

/** Its secrets are drawn at each start. Git asks for user name and password when a repository of it is cloned. */
function printSandbox({ url, user, ak, sk, git }) {
  const lines = [
    ['Address', url],
    ['Account', user.account],
    ['User name', user.name],
    ['Password', user.password],
    ['Access key (AK)', ak],
    ['Secret key (SK)', sk],
  ].map(([name, value]) => `  ${name.padEnd(16)} ${value}`);
  console.log(`\nThe sandbox, until it ends:\n\n${lines.join('\n')}`);
  if (git.kind !== 'ready') {
    const problem = git.kind === 'missing' ? 'Git was not found' : `Git ${git.version} is too old`;
    console.log(`\nIts mirrors cannot sync: ${problem}. Install Git 2.32 or later.`);
  }
}

/** The extension reads it and signs in. */
async function sandboxEnvironment() {
  const sandbox = await startSandboxProcess(root);
  closers.push(sandbox.close);
  printSandbox(JSON.parse(sandbox.line));
  return { CODEARTS_MIRRORS_SANDBOX: sandbox.line };
}
