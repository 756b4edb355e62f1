// Builds the bundles that run (dist/) and, with --tests, those that only tests and the benchmark run (out/). With
// --production, small bundles and the licences of the packages inside them (ThirdPartyNotices.txt).
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, context } from 'esbuild';
import { parse } from 'yaml';
import { bundleEntries, doubleErrors, separateBundles } from './scripts/lib/bundles.mjs';
import { thirdPartyNotices } from './scripts/lib/notices.mjs';

const flags = new Set(process.argv.slice(2));

/** The sandbox serves the contract: the YAML becomes a plain object at build time, so no parser is shipped. */
const contract = {
  name: 'contract',
  setup(plugins) {
    plugins.onLoad({ filter: /\.yaml$/ }, async ({ path: file }) => ({
      contents: JSON.stringify(parse(await readFile(file, 'utf8'))),
      loader: 'json',
      watchFiles: [file],
    }));
  },
};

/**
 * VS Code routes `http` and `https` through the proxy and the certificates that its user has set, by replacing those
 * two modules for extensions. It does so by name, and the name with `node:` in front is not the one that it looks for.
 */
const editorNetwork = {
  name: 'editor-network',
  setup(plugins) {
    plugins.onResolve({ filter: /^node:https?$/ }, ({ path: name }) => ({
      path: name.slice('node:'.length),
      external: true,
    }));
  },
};

/** node-fetch brings a polyfill for web streams, which every supported Node has built in. */
const nativeStreams = {
  name: 'native-streams',
  setup(plugins) {
    plugins.onResolve({ filter: /web-streams-polyfill/ }, () => ({ path: 'node:stream/web', external: true }));
  },
};

const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: flags.has('--production') ? false : 'linked',
  minify: flags.has('--production'),
  external: ['vscode'],
  plugins: [contract, editorNetwork, nativeStreams],
  logLevel: 'warning',
  metafile: true,
};

async function testFiles(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

const product = [
  {
    ...shared,
    entryPoints: { extension: 'src/extension.ts', ...bundleEntries() },
    plugins: [separateBundles, ...shared.plugins],
    // import() becomes require(), which is what VS Code answers with its own modules.
    supported: { 'dynamic-import': false },
    outdir: 'dist',
  },
  {
    ...shared,
    entryPoints: { sandbox: 'src/sandbox/index.ts' },
    outdir: 'dist',
  },
  {
    ...shared,
    entryPoints: { sandboxCli: 'src/sandbox/cli.ts' },
    // The command line is a few lines around the bundle that the extension loads too.
    plugins: [
      {
        name: 'sandbox-bundle',
        setup(plugins) {
          plugins.onResolve({ filter: /^\.\/index$/ }, () => ({ path: './sandbox.js', external: true }));
        },
      },
      ...shared.plugins,
    ],
    outdir: 'dist',
  },
];

const tests = [
  {
    ...shared,
    entryPoints: [...(await testFiles('test')), ...(await testFiles('bench'))],
    outdir: 'out',
    outbase: '.',
    minify: false,
    sourcemap: 'linked',
    external: ['vscode', 'mocha', 'playwright-core', '@vscode/test-electron', 'esbuild', 'typescript'],
  },
];

const configurations = flags.has('--tests') ? [...product, ...tests] : product;
if (flags.has('--watch')) {
  for (const configuration of configurations) {
    await (await context({ ...configuration, logLevel: 'info' })).watch();
  }
} else {
  const results = await Promise.all(configurations.map((configuration) => build(configuration)));
  const doubled = await doubleErrors(results[0].metafile.outputs);
  if (doubled.length > 0) throw new Error(doubled.join('\n'));
  if (flags.has('--production')) {
    const metafiles = results.slice(0, product.length).map(({ metafile }) => metafile);
    await writeFile('ThirdPartyNotices.txt', await thirdPartyNotices(metafiles));
  }
  const built = new Set(
    results.flatMap(({ metafile }) => Object.keys(metafile.outputs)).map((file) => path.normalize(file)),
  );
  // Bundles of sources that are gone would still be found by the test runner. Others stay: something may be using them.
  for (const folder of ['dist', ...(flags.has('--tests') ? ['out/test', 'out/bench'] : [])]) {
    await removeAllBut(folder, built);
  }
}

async function removeAllBut(folder, kept) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  await Promise.all(files.filter((file) => !kept.has(file)).map((file) => rm(file, { force: true })));
}
