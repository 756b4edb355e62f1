/** @typedef {import('./testResults.mjs').Results} Results */

/** Which tests are run again: those that failed, and those that a hook's failure kept from running. */
export function wantedAgain({ failed }) {
  return [...new Set(failed.flatMap(({ tests }) => tests))];
}

/**
 * What two runs say together. A failure whose tests all passed when they were run again is flaky, and no failure. A test
 * that did not run the second time has not passed.
 *
 * @param {Results} first
 * @param {Results | undefined} again undefined: the second run did not come to its end
 */
export function verdict(first, again) {
  const second = again ?? { outcomes: {}, failed: [] };
  const wanted = new Set(wantedAgain(first));
  const failedHooks = second.failed.filter(({ hook }) => hook);
  const passedAgain = ({ hook, tests }) =>
    tests.some((test) => second.outcomes[test] === 'passed') &&
    tests.every((test) => second.outcomes[test] === 'passed' || (hook && second.outcomes[test] === 'skipped')) &&
    !failedHooks.some((failure) => failure.tests.some((test) => tests.includes(test)));
  const failed = first.failed.filter((failure) => !passedAgain(failure));
  // An error outside of every test.
  const strayErrors = second.failed.filter(({ tests }) => tests.length === 0);
  // What only led up to them passed in its turn.
  const ledUp = second.failed.filter(({ tests }) => tests.length > 0 && !tests.some((test) => wanted.has(test)));
  const outcomes = { ...first.outcomes };
  for (const test of wanted) outcomes[test] = second.outcomes[test] ?? outcomes[test];
  const count = (outcome) => Object.values(outcomes).filter((one) => one === outcome).length;
  return {
    passes: count('passed'),
    failures: failed.length + strayErrors.length,
    pending: count('skipped'),
    flaky: [...new Set([...first.failed.filter(passedAgain), ...ledUp].map(({ title }) => title))],
  };
}
