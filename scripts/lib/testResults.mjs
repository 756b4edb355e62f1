// What a run of Mocha tells the one who started it, through files that two environment variables name:
//
//   TEST_RESULT_FILE   where the results are written as JSON, at the end of the run
//   TEST_AGAIN_FILE    holds the tests that are to be run again, as a JSON list of their keys
//
// Several tests may have one title, so a test has a key: its file, its titles, and which of those that share them it is.
import { readFileSync, writeFileSync } from 'node:fs';

/** Mocha's own output, and these two files. Mocha is an argument, as not everybody loads it in the same way. */
export function reporterWithResults(Mocha) {
  return class ResultReporter extends Mocha.reporters.Spec {
    constructor(runner, options) {
      super(runner, options);
      const { TEST_RESULT_FILE: file, TEST_AGAIN_FILE: again } = process.env;
      const keys = keysOf(runner.suite);
      if (again) keepOnly(runner.suite, keys, new Set(JSON.parse(readFileSync(again, 'utf8'))));
      if (file) writeResults(runner, keys, options?.grep, file);
    }
  };
}

/** Test -> key, in the order in which they run. */
function keysOf(root) {
  const seen = new Map();
  return new Map(
    testsOf(root).map((test) => {
      const name = JSON.stringify([test.file ?? '', ...test.titlePath()]);
      const before = seen.get(name) ?? 0;
      seen.set(name, before + 1);
      return [test, `${name} ${before}`];
    }),
  );
}

/**
 * Leaves the wanted tests, and those that lead up to them: what comes before them in the same outermost suite. The tests
 * of a suite may tell one story, in one window. And a test that fails only because of what an earlier one has left
 * behind fails again: that is a fault, and no slip.
 */
function keepOnly(root, keys, wanted) {
  const isWanted = (test) => wanted.has(keys.get(test));
  root.tests = root.tests.filter(isWanted);
  for (const suite of root.suites) {
    const tests = testsOf(suite);
    prune(suite, new Set(tests.slice(0, tests.findLastIndex(isWanted) + 1)));
  }
}

function prune(suite, kept) {
  suite.tests = suite.tests.filter((test) => kept.has(test));
  for (const inner of suite.suites) prune(inner, kept);
}

/** @typedef {import('./testResults.mjs').Results} Results */

function writeResults(runner, keys, grep, file) {
  /** @type {Results} */
  const results = { outcomes: {}, failed: [], failures: 0, passes: 0, pending: 0 };
  const note = (test, outcome) => {
    const key = keys.get(test);
    if (key !== undefined) results.outcomes[key] = outcome;
  };
  runner.on('pass', (test) => note(test, 'passed'));
  runner.on('pending', (test) => note(test, 'skipped'));
  runner.on('fail', (runnable) => {
    note(runnable, 'failed');
    const hook = runnable.type === 'hook';
    // What a hook's failure keeps from running is not told by Mocha.
    const tests = hook ? testsOf(runnable.parent).filter((test) => !grep || grep.test(test.fullTitle())) : [runnable];
    results.failed.push({
      title: runnable.fullTitle(),
      hook,
      tests: tests.flatMap((test) => keys.get(test) ?? []),
    });
  });
  runner.once('end', () => {
    const { passes, failures, pending } = runner.stats;
    writeFileSync(file, JSON.stringify({ ...results, passes, failures, pending }));
  });
}

/** Mocha runs the tests of a suite before its inner suites. */
function testsOf(suite) {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)];
}
