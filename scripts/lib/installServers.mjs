import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths.mjs';
import { npm } from './processes.mjs';
import {
  completeMarker,
  findServerBuild,
  nodePackage,
  runningNodeFits,
  serverFolder,
  versions,
} from './serverBuilds.mjs';

/** Not as dependencies of the project: their install scripts compile native modules, which nothing here needs. */
const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--engine-strict=false'];

/**
 * Installs VS Code's server build into `.vscode-test/` unless it is there.
 *
 * @param {'newest' | 'oldest'} version
 * @param {(message: string) => void} say
 */
export async function ensureServerBuild(version, say) {
  const found = findServerBuild(root, version);
  if (found && existsSync(found.node)) return;
  const { vscode, codeServer, node } = versions[version];
  say(`Installing VS Code ${vscode} (server build) ...`);
  const target = serverFolder(root, version);
  await removeLeftovers(path.dirname(target));

  // Made beside its place and moved there when it is whole; another process may be doing the same.
  const partial = `${target}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  await writeFile(path.join(partial, 'package.json'), '{"private": true}\n');
  const packages = [`code-server@${codeServer}`, ...(runningNodeFits(node) ? [] : [`${nodePackage()}@${node}`])];
  await npm(['install', '--prefix', partial, ...flags, ...packages], { cwd: partial });
  const vscodeFolder = path.join(partial, 'node_modules/code-server/lib/vscode');
  await npm(['install', '--prefix', vscodeFolder, '--omit=dev', ...flags], { cwd: vscodeFolder });
  await acceptDevelopment(vscodeFolder);
  await writeFile(path.join(partial, completeMarker), '');

  await rm(target, { recursive: true, force: true });
  await rename(partial, target).catch(async (error) => {
    await rm(partial, { recursive: true, force: true });
    if (!findServerBuild(root, version)) throw error;
  });
  say(`VS Code ${vscode} is installed.`);
}

/**
 * Newer builds take an extension under development only together with their test driver. The driver hides notifications
 * and answers questions by itself, which is not what a person sees: this one condition is taken out of the page's code.
 */
export async function acceptDevelopment(vscodeFolder) {
  const file = path.join(vscodeFolder, 'out/vs/code/browser/workbench/workbench.js');
  const code = await readFile(file, 'utf8');
  const condition = 'this.payload&&(!this.isBuilt||this.enableSmokeTestDriver)';
  if (code.includes(condition)) await writeFile(file, code.replace(condition, 'this.payload'));
}

async function removeLeftovers(folder) {
  for (const name of await readdir(folder).catch(() => [])) {
    const owner = Number(/\.partial-(\d+)$/.exec(name)?.[1]);
    if (owner && !isAlive(owner)) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
