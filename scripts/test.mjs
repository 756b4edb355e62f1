// npm test: everything, from a fresh clone on. Parts of it:
//
//   npm test -- --unit | --host | --ui     only these tests (several may be named); no linting, no type check
//   npm test -- --only-newest              host tests in the newest VS Code only
//   npm test -- --desktop                  host tests in the desktop VS Code, which is downloaded
//   npm test -- --grep TEXT                tests whose title matches
//
// A host or UI test that fails is run once more at the end of its stage. If it passes then, it is reported as flaky and
// fails nothing. Unit tests have no such excuse.
import { readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureServerBuild } from './lib/installServers.mjs';
import { root } from './lib/paths.mjs';
import { build, ensureModules, tool } from './lib/prepare.mjs';
import { endWithChildren, runOrThrow } from './lib/processes.mjs';
import { versions } from './lib/serverBuilds.mjs';
import { Stages } from './lib/stages.mjs';
import { ensureSystemPackages } from './lib/systemPackages.mjs';

const { values: flags } = parseArgs({
  options: {
    unit: { type: 'boolean' },
    host: { type: 'boolean' },
    ui: { type: 'boolean' },
    'only-newest': { type: 'boolean' },
    desktop: { type: 'boolean' },
    grep: { type: 'string' },
  },
});
const all = !flags.unit && !flags.host && !flags.ui;
const hostVersions = flags['only-newest'] ? ['newest'] : ['newest', 'oldest'];
const withHost = all || flags.host;
const withUi = all || flags.ui;
const say = (message) => console.log(`--- ${message}`);

endWithChildren();
const stages = new Stages();
process.exit(await main());

async function main() {
  if (
    !(await stages.step(
      'packages',
      succeed(() => ensureModules(say)),
    ))
  )
    return stages.finish();
  // The network is busy while the processor is: these are waited for when they are needed.
  const installed = settled(installVsCode());
  // Two at a time: none of them keeps two processors busy by itself.
  const others = stages.beside();
  const checked = all ? check(others) : Promise.resolve();
  const built = await stages.step('build', async () => ({ ok: (await build({ tests: true })).code === 0, note: '' }));
  if (built && (all || flags.unit)) await mocha('unit tests', 'unit', 10_000);
  const installedAll =
    built && (withHost || withUi) && (await stages.step('VS Code and a browser', succeed(installed)));
  if (installedAll && withHost) {
    const [first, second] = hostVersions;
    await Promise.all([hostTests(stages, first), checked.then(() => second && hostTests(others, second))]);
  }
  await checked;
  stages.join(others);
  // Nothing runs beside these: a person who sees what happens has a computer that is not busy.
  if (installedAll && withUi) await mocha('UI tests', 'ui', 180_000, { again: true });
  return stages.finish();
}

/** @param {Stages} stages */
async function check(stages) {
  await stages.check('lint', 'npm', ['run', '--silent', 'lint']);
  await stages.check('types', tool('tsc'), ['--noEmit']);
  await stages.step('generated files', generatedFilesAreCurrent);
}

/** @param {Stages} stages */
async function hostTests(stages, version) {
  const args = ['out/test/host/launch/runHostTests.js', `--${version}`, ...(flags.desktop ? ['--desktop'] : [])];
  await stages.tests(`host tests, VS Code ${versions[version].vscode}`, process.execPath, args, {
    env: { TEST_GREP: flags.grep },
    again: true,
  });
}

async function installVsCode() {
  if (!withHost && !withUi) return;
  const needed = withHost && !flags.desktop ? hostVersions : [];
  const builds = new Set([...needed, ...(withUi ? ['newest'] : [])]);
  await Promise.all([ensureSystemPackages(say), ...[...builds].map((version) => ensureServerBuild(version, say))]);
}

async function mocha(name, folder, timeout, options = {}) {
  const args = [
    'node_modules/mocha/bin/mocha.js',
    ...['--reporter', 'scripts/lib/resultReporter.mjs', '--timeout', String(timeout)],
    ...(flags.grep ? ['--grep', flags.grep] : []),
    `out/test/${folder}/**/*.test.js`,
  ];
  await stages.tests(name, process.execPath, args, options);
}

/** The types of the contract are kept in Git: they must be those that the contract gives. */
async function generatedFilesAreCurrent() {
  const file = path.join(os.tmpdir(), `codearts-mirrors-schema-${process.pid}.ts`);
  try {
    await runOrThrow(tool('openapi-typescript'), ['src/api/contract/openapi.yaml', '-o', file]);
    const [kept, wanted] = await Promise.all(
      [path.join(root, 'src/api/contract/schema.gen.ts'), file].map((f) => readFile(f, 'utf8')),
    );
    return {
      ok: kept === wanted,
      note: kept === wanted ? '' : 'src/api/contract/schema.gen.ts is out of date: npm run generate',
    };
  } finally {
    await rm(file, { force: true });
  }
}

function succeed(action) {
  return async () => {
    await action();
    return { ok: true, note: '' };
  };
}

/** Starts at once and reports its failure only to whoever waits for it. */
function settled(promise) {
  promise.catch(() => undefined);
  return () => promise;
}
