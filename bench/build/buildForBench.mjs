import { existsSync, rmSync } from 'node:fs';
import { cp, mkdtemp, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runOrThrow } from '../../scripts/lib/processes.mjs';

/**
 * Builds what is shipped (dist/) and the benchmark's own programs (out/bench/) with the project's own esbuild.mjs, in a
 * folder beside the checkout, whose own dist/ and out/ stay as they are. It is removed when this process ends.
 *
 * @param {string} root the checkout
 * @returns {Promise<string>} the folder. In it: `extension/`, which holds what a VSIX holds, and `metafile.json`,
 *   esbuild's account of the product.
 */
export async function buildForBench(root) {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'codearts-mirrors-bench-')));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  for (const name of ['src', 'scripts', 'node_modules']) {
    await symlink(path.join(root, name), path.join(folder, name), 'junction');
  }
  // Copies, not links: esbuild takes a linked file for one outside this folder, and so for one outside out/ too.
  for (const name of ['bench', 'test/support/world', 'test/host/support']) {
    await cp(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  const recorder = new URL('metafile/preload.mjs', import.meta.url).href;
  const script = path.join(root, 'esbuild.mjs');
  await runOrThrow(process.execPath, ['--import', recorder, script, '--production', '--tests'], {
    cwd: folder,
    env: { BENCH_METAFILE: path.join(folder, 'metafile.json') },
  });
  await layOutExtension(root, folder);
  return folder;
}

/** Puts together what the lines of .vscodeignore that begin with "!" let into a VSIX. */
async function layOutExtension(root, folder) {
  const ignored = await readFile(path.join(root, '.vscodeignore'), 'utf8');
  for (const [, name] of ignored.matchAll(/^!(.+?)\s*$/gm)) {
    const source = [folder, root].map((where) => path.join(where, name)).find((file) => existsSync(file));
    if (source) await cp(source, path.join(folder, 'extension', name));
  }
  await cp(path.join(root, '.vscodeignore'), path.join(folder, 'extension/.vscodeignore'));
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  // Packing would build again.
  delete manifest.scripts;
  await writeFile(path.join(folder, 'extension/package.json'), JSON.stringify(manifest, null, 2));
}
