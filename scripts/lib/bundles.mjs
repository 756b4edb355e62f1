// Which parts of the extension are bundles of their own in dist/, and how the others come to load them.
import { existsSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Loaded once, for every bundle that imports them: classes that are compared with `instanceof` would be others in each
 * bundle that had a copy.
 */
const shared = {
  'src/ui/commands.ts': 'commands',
};

/**
 * Shared too, and loaded when a name that somebody imported is first used: no part of the start of the editor, as long
 * as no module uses one while it is itself loaded (a class that extends an imported one does).
 */
const onFirstUse = {
  'src/api/index.ts': 'api',
};

/** Loaded when a dynamic import asks for them, and so no part of the start of the editor. */
const late = {
  'node_modules/node-fetch/src/index.js': 'fetch',
  'src/accounts/profileCommands.ts': 'profileCommands',
  'src/accounts/requestLine.ts': 'requestLine',
  'src/accounts/signIn/index.ts': 'signIn',
  'src/accounts/windows/link.ts': 'windowLink',
  'src/api/auth/signing.ts': 'signing',
  'src/diagnose/run.ts': 'diagnose',
  'src/registries/registryCommands.ts': 'registryCommands',
  'src/registries/registryDetails.ts': 'registryDetails',
  'src/notices/late.ts': 'notices',
  'src/overview/exportMirrors.ts': 'exportMirrors',
  'src/overview/overviewPage.ts': 'overview',
  'src/registries/watching/index.ts': 'registryWatching',
  'src/repositories/failureLog.ts': 'failureLog',
  'src/repositories/arranging.ts': 'arranging',
  'src/repositories/mirrorCauseWords.ts': 'mirrorCauses',
  'src/repositories/mirrorCommands.ts': 'mirrorCommands',
  'src/repositories/mirrorRecords.ts': 'mirrorRecords',
  'src/repositories/rowDetails.ts': 'rowDetails',
  'src/repositories/watching/index.ts': 'watching',
  'src/status/statusBar.ts': 'statusBar',
  'src/ui/pages.ts': 'pages',
  'src/windows/parts.ts': 'windows',
};

/** The entry points of those that exist: name of the bundle -> file. */
export function bundleEntries() {
  const standIns = Object.entries(onFirstUse).map(([file, name]) => [file, standIn(name), `${standInScheme}${name}`]);
  const all = Object.entries({ ...shared, ...onFirstUse, ...late }).map(([file, name]) => [file, name, file]);
  return Object.fromEntries(
    [...all, ...standIns].filter(([file]) => existsSync(file)).map(([, name, entry]) => [name, entry]),
  );
}

const standInScheme = 'on-first-use:';

/** The name of the bundle that stands for the bundle `name` until one of its exports is used. */
function standIn(name) {
  return `${name}OnFirstUse`;
}

/** Names are copied from it only where a whole module is imported (`import *`), which loads the bundle at once. */
function standInCode(name) {
  return `
    let loaded;
    const load = () => (loaded ??= require('./${name}.js'));
    module.exports = new Proxy({}, { get: (_, name) => load()[name], ownKeys: () => Reflect.ownKeys(load()) });`;
}

/** Makes an import of what is another bundle a `require` of that bundle, at the moment when the import is reached. */
export const separateBundles = {
  name: 'separate-bundles',
  setup(plugins) {
    const inSources = `${realpathSync('src')}${path.sep}`;
    const [sharedFiles, firstUseFiles, lateFiles] = [shared, onFirstUse, late].map(byRealPath);
    const standIns = new Map([...firstUseFiles].map(([file, name]) => [file, standIn(name)]));
    const dynamic = 'dynamic-import';

    plugins.onResolve({ filter: new RegExp(`^${standInScheme}`) }, ({ path: name }) => ({
      path: name.slice(standInScheme.length),
      namespace: standInScheme,
    }));
    plugins.onLoad({ filter: /^/, namespace: standInScheme }, ({ path: name }) => ({ contents: standInCode(name) }));

    plugins.onResolve(
      { filter: /^(?:\.|node-fetch$)/ },
      async ({ path: name, kind, importer, namespace, resolveDir, pluginData }) => {
        if (namespace === standInScheme) return { path: name, external: true };
        if (pluginData === separateBundles || kind === 'entry-point') return undefined;
        const { path: file } = await plugins.resolve(name, { kind, importer, resolveDir, pluginData: separateBundles });
        const bundle = sharedFiles.get(file) ?? standIns.get(file) ?? lateFiles.get(file);
        if (lateFiles.has(file) && kind !== dynamic && importer.startsWith(inSources)) {
          return refusal(`${name} is loaded on first use: import its types only, or all of it with import()`);
        }
        if (bundle !== undefined) return { path: `./${bundle}.js`, external: true };
        return kind === dynamic && file.startsWith(inSources)
          ? refusal(`import('${name}') needs a bundle of its own: name it in the table of scripts/lib/bundles.mjs`)
          : undefined;
      },
    );
  },
};

/**
 * Classes of errors that are in several bundles: what one throws, the others do not recognise.
 *
 * @param outputs esbuild's account of them
 * @returns one sentence each
 */
export async function doubleErrors(outputs) {
  const homes = new Map();
  for (const [output, { inputs }] of Object.entries(outputs)) {
    for (const file of Object.keys(inputs).filter((input) => /(?:^|\/)src\//.test(input))) {
      homes.set(file, [...(homes.get(file) ?? []), output]);
    }
  }
  const several = [...homes].filter(([, found]) => found.length > 1);
  const texts = await Promise.all(several.map(([file]) => readFile(file, 'utf8')));
  return several
    .filter((_, index) => /\bclass \w+ extends \w*Error\b/.test(texts[index]))
    .map(([file, found]) => `${file} has a class of errors and is in ${found.join(' and ')}: move it to one of them`);
}

function byRealPath(table) {
  const existing = Object.entries(table).filter(([file]) => existsSync(file));
  return new Map(existing.map(([file, name]) => [realpathSync(file), name]));
}

function refusal(text) {
  return { errors: [{ text }] };
}
