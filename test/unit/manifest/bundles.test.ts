import assert from 'node:assert/strict';
import { transform } from 'esbuild';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { bundlesOfActivation, nothingRecorded, root } from './fakeEditor';

/** Minified. */
const MOST_BYTES_OF_ACTIVATION = 141_000;

/** A project that is built as this one is, of a few lines. */
const project = {
  'src/extension.ts': `
    export const loaded: string[] = (globalThis as never as { loaded: string[] }).loaded = [];
    import { CloudError } from './api/index';
    export const isOfApi = (error: unknown) => error instanceof CloudError;
    export const run = async () => (await import('./diagnose/run')).run();`,
  'src/api/index.ts': `
    (globalThis as never as { loaded: string[] }).loaded.push('api');
    export class CloudError extends Error {}`,
  'src/diagnose/run.ts': `
    import * as api from '../api';
    (globalThis as never as { loaded: string[] }).loaded.push('diagnose');
    export const run = () => new api.CloudError();`,
  'src/sandbox/index.ts': '',
  'src/sandbox/cli.ts': '',
};

interface Built {
  readonly loaded: readonly string[];
  isOfApi(error: unknown): boolean;
  run(): Promise<Error>;
}

describe('The build', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'codearts-mirrors-build-')));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('gives activation what it needs and nothing else', () => {
    const loaded = [...bundlesOfActivation(nothingRecorded())];
    assert.deepEqual(loaded.sort(), ['apiOnFirstUse.js', 'commands.js', 'extension.js']);
  });

  it('keeps the code that activation loads small', async () => {
    const codes = bundlesOfActivation(nothingRecorded()).map((name) => readFileSync(path.join(root, 'dist', name)));
    const minified = await Promise.all(codes.map((code) => transform(code, { minify: true, legalComments: 'none' })));
    const bytes = minified.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0);
    assert.ok(bytes <= MOST_BYTES_OF_ACTIVATION, `${bytes} bytes`);
  });

  async function build(sources: Readonly<Record<string, string>>): Promise<{ ok: boolean; said: string }> {
    for (const [file, text] of Object.entries(sources)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
    }
    return new Promise((resolve) => {
      execFile(process.execPath, [path.join(root, 'esbuild.mjs')], { cwd: folder }, (error, out, errors) => {
        resolve({ ok: error === null, said: out + errors });
      });
    });
  }

  it('makes what is loaded on first use a bundle of its own, which shares the classes of the others', async () => {
    assert.deepEqual(await build(project), { ok: true, said: '' });
    const bundles = (await readdir(path.join(folder, 'dist'))).filter((name) => name.endsWith('.js'));
    assert.deepEqual(bundles.sort(), [
      'api.js',
      'apiOnFirstUse.js',
      'diagnose.js',
      'extension.js',
      'sandbox.js',
      'sandboxCli.js',
    ]);
    const file = path.join(folder, 'dist/extension.js');
    const extension = createRequire(file)(file) as Built;
    assert.deepEqual(extension.loaded, []);
    const error = await extension.run();
    assert.deepEqual(extension.loaded, ['api', 'diagnose']);
    assert.equal(extension.isOfApi(error), true);
    assert.equal(extension.isOfApi(new Error()), false);
    assert.deepEqual(extension.loaded, ['api', 'diagnose']);
  });

  it('refuses a dynamic import that has no bundle', async () => {
    const { ok, said } = await build({
      ...project,
      'src/extension.ts': "export const run = () => import('./other');",
      'src/other.ts': 'export const one = 1;',
    });
    assert.equal(ok, false);
    assert.match(said, /import\('\.\/other'\) needs a bundle of its own: .*bundles\.mjs/u);
    assert.match(said, /src[\\/]extension\.ts:1/u);
  });

  it('refuses to load at the start what is loaded on first use elsewhere', async () => {
    const { ok, said } = await build({ ...project, 'src/extension.ts': "export { run } from './diagnose/run';" });
    assert.equal(ok, false);
    assert.match(said, /\.\/diagnose\/run is loaded on first use/u);
  });

  it('refuses a class of errors that two bundles have a copy of', async () => {
    const { ok, said } = await build({
      ...project,
      'src/extension.ts': "export { Left } from './left'; export const run = () => import('./diagnose/run');",
      'src/diagnose/run.ts': "export { Left } from '../left';",
      'src/left.ts': 'export class Left extends Error {}',
    });
    assert.equal(ok, false);
    assert.match(said, /src\/left\.ts has a class of errors and is in dist\/\w+\.js and dist\/\w+\.js/u);
  });
});
