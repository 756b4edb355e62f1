import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths.mjs';
import { npm, run } from './processes.mjs';

/** Installs the packages of package-lock.json, unless the installed ones are those. */
export async function ensureModules(say) {
  if (await modulesAreCurrent()) return;
  say('Installing packages (npm ci) ...');
  await npm(['ci']);
}

/** npm keeps its own record of what it has installed; times of files tell less than versions. */
async function modulesAreCurrent() {
  const installed = await readPackages('node_modules/.package-lock.json');
  const wanted = await readPackages('package-lock.json');
  // Optional packages are left out where they do not fit the machine.
  return Object.entries(wanted).every(
    ([place, { version, optional }]) => place === '' || optional || installed[place]?.version === version,
  );
}

async function readPackages(file) {
  const text = await readFile(path.join(root, file), 'utf8').catch(() => '{"packages": {}}');
  return JSON.parse(text).packages;
}

/** Builds the bundles in dist/, and with `tests` those in out/ too. */
export async function build({ tests = false, quiet = false } = {}) {
  return run(process.execPath, ['esbuild.mjs', ...(tests ? ['--tests'] : [])], { quiet });
}

export async function buildOrThrow(options = {}) {
  const { code, output } = await build({ quiet: true, ...options });
  if (code !== 0) throw new Error(`The build failed.\n${output}`);
}

/** The path of a tool that the packages bring. */
export function tool(name) {
  return path.join(root, 'node_modules/.bin', process.platform === 'win32' ? `${name}.cmd` : name);
}
