import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { findRoot } from '../../host/launch/root';

const root = findRoot();

/** Runs the tests of the files in its folder, as `npm test` runs those in the workbench, or as it runs unit tests. */
const driver = `
  import { Stages } from ${JSON.stringify(pathToFileURL(path.join(root, 'scripts/lib/stages.mjs')).href)};
  const [folder, again, ...args] = process.argv.slice(2);
  const stages = new Stages(folder + '/results');
  const others = stages.beside();
  for (const [name, where] of [['first', stages], ['second', others]].slice(0, again === 'twice' ? 2 : 1)) {
    await where.tests(name, process.execPath, [
      'node_modules/mocha/bin/mocha.js', '--reporter', 'scripts/lib/resultReporter.mjs', '--timeout', '5000', '--exit',
      ...args, folder + '/*.spec.cjs',
    ], { again: again !== 'never' });
  }
  stages.join(others);
  process.exit(stages.finish());
`;

/**
 * For the tests that are run: they note in the file "log" that they have run. A "round" is 1 in the first run, and 2
 * when they are run again.
 */
const prelude = `
  const fs = require('node:fs');
  const path = require('node:path');
  const log = path.join(__dirname, 'log');
  const round = process.env.TEST_AGAIN_FILE ? 2 : 1;
  const ran = (name) => fs.appendFileSync(log, round + ' ' + name + '\\n');
  const test = (name, body = () => {}) => it(name, () => { ran(name); body(); });
  const fail = (...rounds) => () => { if (rounds.includes(round)) throw new Error('failed in round ' + round); };
`;

interface Run {
  readonly code: number;
  /** The output from the summary on. */
  readonly summary: string;
  readonly output: string;
  readonly lastLine: string;
  /** Of the second round. */
  readonly again: readonly string[];
}

describe('A run of the tests', function () {
  this.timeout(60_000);
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'codearts-mirrors-rerun-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function run(specs: string | readonly string[], mode = 'again', args: readonly string[] = []): Promise<Run> {
    for (const [index, spec] of [specs].flat().entries()) {
      await writeFile(path.join(folder, `${index}.spec.cjs`), prelude + spec);
    }
    await writeFile(path.join(folder, 'driver.mjs'), driver);
    const { code, output } = await new Promise<{ code: number; output: string }>((resolve) => {
      const command = [path.join(folder, 'driver.mjs'), folder, mode, ...args];
      execFile(process.execPath, command, { cwd: root }, (error, out, errors) => {
        resolve({ code: error ? Number(error.code) : 0, output: out + errors });
      });
    });
    const log = await readFile(path.join(folder, 'log'), 'utf8').catch(() => '');
    return {
      code,
      output,
      summary: output.slice(output.indexOf('=== Summary')),
      lastLine: output.trim().split('\n').at(-1) ?? '',
      again: log.split('\n').flatMap((line) => /^2 (.*)/.exec(line)?.[1] ?? []),
    };
  }

  it('says nothing of a second one when all tests pass', async () => {
    const { code, output, lastLine, again } = await run("describe('a', () => { test('one'); test('two'); });");
    assert.equal(code, 0, output);
    assert.equal(lastLine, '2 passed, 0 failed');
    assert.doesNotMatch(output, /flaky|again/);
    assert.deepEqual(again, []);
  });

  it('passes when what failed passes alone, and names it', async () => {
    const { code, summary, lastLine, again } = await run([
      "describe('a', () => { test('one'); });",
      "describe('b', () => { test('slips', fail(1)); test('after it'); });",
    ]);
    assert.equal(code, 0, summary);
    assert.match(summary, /ok {6}first .* 3 passed, 0 failed, 1 flaky\n/);
    assert.match(summary, /\nflaky: .*\n {2}first: b slips\n\n3 passed, 0 failed, 1 flaky\n\n3 passed, 0 failed\n$/);
    assert.equal(lastLine, '3 passed, 0 failed');
    assert.deepEqual(again, ['slips']);
  });

  it('fails when it fails again, and shows both errors', async () => {
    const { code, output, summary, lastLine } = await run(
      "describe('a', () => { test('one', fail(1, 2)); test('two', fail(1)); });",
    );
    assert.equal(code, 1);
    assert.match(output, /failed in round 1[^]*failed in round 2/);
    assert.match(summary, /FAILED {2}first .* 1 passed, 1 failed, 1 flaky\n/);
    assert.equal(lastLine, '1 passed, 1 failed');
  });

  it('never runs unit tests again', async () => {
    const { code, lastLine, again } = await run("describe('a', () => { test('one', fail(1)); });", 'never');
    assert.deepEqual([code, lastLine, again], [1, '0 passed, 1 failed', []]);
  });

  it('runs again what led up to the failed test in its suite, so that what it left behind is met again', async () => {
    const { code, lastLine, again } = await run(`
      let left = false;
      describe('story', () => {
        test('begins', () => { left = true; });
        describe('inner', () => { test('goes on', () => { if (left) throw new Error('left behind'); }); });
        test('middle');
        test('is not needed');
      });
      describe('other', () => test('elsewhere'));
    `);
    assert.equal(code, 1);
    assert.equal(lastLine, '4 passed, 1 failed');
    // Mocha runs the tests of a suite before its inner suites.
    assert.deepEqual(again, ['begins', 'middle', 'is not needed', 'goes on']);
  });

  it('counts as flaky what passed in its turn and fails as it leads up to another', async () => {
    const { code, summary } = await run(
      "describe('a', () => { test('one', fail(2)); test('two', fail(1)); test('three'); });",
    );
    assert.equal(code, 0, summary);
    assert.match(summary, /first: a two\n {2}first: a one\n\n3 passed, 0 failed, 2 flaky\n/);
  });

  for (const hook of ['before', 'beforeEach', 'afterEach', 'after']) {
    const suite = `describe('a', () => {
      describe('b', () => {
        HOOK(fail(1, ...again));
        test('one'); test('two');
      });
      describe('c', () => { test('three'); });
    });`.replace('HOOK', hook);

    it(`runs a suite again whose hook ${hook}() has failed`, async () => {
      const { code, summary, lastLine, again } = await run(`const again = [];${suite}`);
      assert.equal(code, 0, summary);
      assert.deepEqual(again, ['one', 'two']);
      assert.match(summary, new RegExp(`\\n {2}first: a b "(before|after) (all|each)" hook.*\\n`));
      assert.equal(lastLine, '3 passed, 0 failed');
    });

    it(`fails when ${hook}() fails again`, async () => {
      const { code, summary, lastLine } = await run(`const again = [2];${suite}`);
      assert.equal(code, 1, summary);
      assert.match(lastLine, /^\d passed, 1 failed$/);
      assert.doesNotMatch(summary, /flaky/);
    });
  }

  it('tells tests with equal titles apart', async () => {
    const same = "describe('a', () => { test('same', fail(ROUNDS)); test('same', fail(1)); });";
    const { code, summary, lastLine, again } = await run([same.replace('ROUNDS', '1, 2'), same.replace('ROUNDS', '')]);
    assert.equal(code, 1);
    assert.match(summary, /3 passed, 1 failed, 1 flaky\n/);
    assert.equal(lastLine, '3 passed, 1 failed');
    assert.deepEqual(again, ['same', 'same', 'same', 'same']);
  });

  it('runs nothing again that --grep leaves out', async () => {
    const { code, summary, again } = await run(
      `describe('a', () => {
        before(fail(1));
        test('wanted one'); test('other', fail(1, 2)); test('wanted two');
      });`,
      'again',
      ['--grep', 'wanted'],
    );
    assert.equal(code, 0, summary);
    assert.match(summary, /\n2 passed, 0 failed\n$/);
    assert.deepEqual(again, ['wanted one', 'wanted two']);
  });

  it('fails when the second run does not have the test', async () => {
    const { code, lastLine } = await run("describe('a', () => { test('title of round ' + round, fail(1)); });");
    assert.deepEqual([code, lastLine], [1, '0 passed, 1 failed']);
  });

  it('fails when the second run skips the test', async () => {
    const spec =
      "describe('a', () => { it('one', function () { if (round === 2) this.skip(); throw new Error('failed'); }); });";
    const { code, lastLine } = await run(spec);
    assert.deepEqual([code, lastLine], [1, '0 passed, 1 failed']);
  });

  it('fails when the second run does not come to its end', async () => {
    const { code, lastLine } = await run(
      "describe('a', () => { test('one', () => { if (round === 2) process.exit(0); throw new Error('failed'); }); });",
    );
    assert.deepEqual([code, lastLine], [1, '0 passed, 1 failed']);
  });

  it('fails when the second run ends badly although its tests have passed', async () => {
    const { code, lastLine } = await run(`
      process.on('exit', () => { if (round === 2) process.exitCode = 3; });
      describe('a', () => { test('one', fail(1)); });
    `);
    assert.deepEqual([code, lastLine], [1, '1 passed, 0 failed']);
  });

  it('does not take for a slip that the first one did not come to its end', async () => {
    const { code, summary, again } = await run("describe('a', () => { test('one', () => process.exit(0)); });");
    assert.equal(code, 1);
    assert.match(summary, /FAILED {2}first .* no test has run to the end\n/);
    assert.deepEqual(again, []);
  });

  it('fails when there is no test', async () => {
    const { code, summary } = await run("describe('a', () => {});");
    assert.equal(code, 1);
    assert.match(summary, /FAILED {2}first .* no test has run\n/);
  });

  it('adds up what runs beside it', async () => {
    const { code, summary, lastLine } = await run("describe('a', () => { test('one', fail(1)); });", 'twice');
    assert.equal(code, 0, summary);
    assert.match(summary, /first: a one\n {2}second: a one\n\n2 passed, 0 failed, 2 flaky\n/);
    assert.equal(lastLine, '2 passed, 0 failed');
  });
});
