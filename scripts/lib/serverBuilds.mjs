import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The two VS Code versions that the tests run in: the newest, and the oldest that `engines.vscode` allows.
 * The server build of each comes from the npm package `code-server` and wants the Node that it was made for.
 */
export const versions = {
  newest: { vscode: '1.139.1', codeServer: '4.139.1', node: 24 },
  oldest: { vscode: '1.100.3', codeServer: '4.100.3', node: 20 },
};

/**
 * Where a server build is, or undefined when it is not (completely) installed.
 *
 * @param {string} root the checkout
 * @param {'newest' | 'oldest'} version
 * @returns {{ node: string, main: string } | undefined}
 */
export function findServerBuild(root, version) {
  const folder = serverFolder(root, version);
  if (!existsSync(path.join(folder, completeMarker))) return undefined;
  const { node } = versions[version];
  return {
    node: runningNodeFits(node) ? process.execPath : path.join(folder, 'node_modules', nodePackage(), 'bin/node'),
    main: path.join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}

/** Written last, so that an interrupted installation is not taken for a complete one. */
export const completeMarker = 'complete';

export function serverFolder(root, version) {
  return path.join(root, '.vscode-test', `code-server-${versions[version].codeServer}`);
}

/** The npm package that holds a Node binary for this machine. */
export function nodePackage() {
  return `node-${process.platform}-${process.arch}`;
}

export function runningNodeFits(major) {
  return Number(process.versions.node.split('.')[0]) === major;
}
