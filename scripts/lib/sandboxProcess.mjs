import path from 'node:path';
import { startOwned } from './owned.mjs';

/** Starts the sandbox beside this process. `line` is its line of JSON, which the extension signs in with. */
export async function startSandboxProcess(root) {
  const sandbox = await startOwned({
    root,
    name: 'The sandbox',
    command: process.execPath,
    args: [path.join(root, 'dist/sandboxCli.js'), '--port', '0'],
    ready: /^\{.*"url".*\}$/m,
  });
  return { line: sandbox.match[0], ended: sandbox.ended, close: sandbox.close };
}
