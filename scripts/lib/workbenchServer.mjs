import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { allBuiltIns, placesOfBuiltIns, someBuiltIns } from './builtIns.mjs';
import { startOwned } from './owned.mjs';
import { findServerBuild, versions } from './serverBuilds.mjs';

/** macOS has room for 104 bytes with the zero at the end. */
const longestSocketBytes = 103;

/** A workbench without questions, news and network: nothing covers what a test or a demo wants to show. */
export const quietSettings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.editor.useModal': 'off',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.openRepositoryInParentFolders': 'never',
};

/**
 * Starts VS Code's server build with a fresh profile in a temporary folder, which is removed at the end. So are the
 * temporary files of its processes: those that are killed leave their sockets behind.
 *
 * @param {import('./workbench.mjs').WorkbenchServerOptions} options
 * @returns {Promise<import('./workbench.mjs').WorkbenchServer>}
 */
export async function startWorkbenchServer({
  root,
  version = 'newest',
  port = 0,
  language = 'en',
  builtIns,
  settings = {},
  env = {},
  onOutput,
}) {
  const build = findServerBuild(root, version);
  if (!build)
    throw new Error(`VS Code ${versions[version].vscode} is not installed: run "npm test" or "npm start" once.`);
  const data = await mkdtemp(path.join(await temporaryFolder(), 'codearts-mirrors-'));
  const temporary = path.join(data, 'tmp');
  await mkdir(temporary);
  const all = allBuiltIns(build.main);
  const builtInFolder = builtIns ? await someBuiltIns(all, builtIns, path.join(data, 'built-in')) : all;
  await writeJson(path.join(data, 'data/User/settings.json'), {
    ...quietSettings,
    ...(await placesOfBuiltIns(all)),
    ...settings,
  });
  if (language !== 'en') await installLanguage(path.join(data, 'data'), language);

  // In a file of the user's own: every user of this computer can read the arguments of a command.
  const token = randomBytes(24).toString('hex');
  const tokenFile = path.join(data, 'connection-token');
  await writeFile(tokenFile, token, { mode: 0o600 });

  const server = await startOwned({
    root,
    name: 'VS Code',
    folder: data,
    command: build.node,
    args: [
      ...[build.main, '--host', '127.0.0.1', '--port', String(port)],
      ...['--connection-token-file', tokenFile],
      ...['--accept-server-license-terms', '--server-data-dir', data, '--builtin-extensions-dir', builtInFolder],
      ...(language === 'en' ? [] : ['--locale', language]),
    ],
    env: { ...withoutEditor(), TMPDIR: temporary, ...env },
    ready: /Extension host agent listening on (\d+)/,
    onOutput,
  });
  const actualPort = Number(server.match[1]);
  return {
    port: actualPort,
    dataFolder: data,
    output: server.output,
    ended: server.ended,
    close: server.close,
    url: (window) => workbenchUrl(actualPort, token, window),
  };
}

/** The system's folder for temporary files, or `/tmp` where a socket below it would have too long a name (macOS). */
async function temporaryFolder() {
  const folder = await realpath(os.tmpdir());
  const longest = path.join(folder, 'codearts-mirrors-XXXXXX/tmp', `vscode-ipc-${randomUUID()}.sock`);
  const fits = process.platform === 'win32' || Buffer.byteLength(longest) <= longestSocketBytes;
  return fits ? folder : realpath('/tmp');
}

/**
 * The address of a window: which folder is open, which extension is under development, which tests run in it. The server
 * reads and writes files as its user; it answers only to whoever has the token.
 */
function workbenchUrl(port, token, { folder, extension, tests }) {
  const remote = (file) => `vscode-remote://127.0.0.1:${port}${file}`;
  const payload = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...(extension ? [['extensionDevelopmentPath', remote(extension)]] : []),
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
  ];
  const address = new URL(`http://127.0.0.1:${port}/`);
  address.searchParams.set('tkn', token);
  address.searchParams.set(...(folder ? ['folder', folder] : ['ew', 'true']));
  address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}

/**
 * The smallest language pack: it translates nothing of VS Code itself (whose own translations come from the network), but
 * with it the server tells the page and the extensions that this is the language.
 */
async function installLanguage(data, language) {
  const translations = path.join(data, 'language/main.i18n.json');
  await writeJson(translations, { contents: {} });
  const extensions = [{ extensionIdentifier: { id: `codearts-mirrors.language-${language}` }, version: '1.0.0' }];
  await writeJson(path.join(data, 'languagepacks.json'), {
    [language]: { hash: language, label: language, extensions, translations: { vscode: translations } },
  });
}

async function writeJson(file, value) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(value, null, 2));
}

/** Started from a terminal inside VS Code, the server must not take the outer window's variables for its own. */
function withoutEditor() {
  return Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => /^(VSCODE_|ELECTRON_)/.test(name))
      .map((name) => [name, undefined]),
  );
}
