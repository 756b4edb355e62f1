import { readdirSync } from 'node:fs';
import path from 'node:path';
import { reporterWithResults } from '../../scripts/lib/testResults.mjs';
import { testsBegin } from './launch/noise';

/**
 * Runs every host test; VS Code calls it in its extension host. Environment variables: `TEST_GREP` chooses tests;
 * those of `scripts/lib/testResults.mjs` tell where the results are written, and which tests are to be run again.
 */
export async function run(): Promise<void> {
  // Mocha is an ES module; the extension host loads this file as CommonJS.
  const { default: Mocha } = await import('mocha');
  const { TEST_GREP: grep, TEST_COLOR: color } = process.env;
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    color: color === '1',
    reporter: reporterWithResults(Mocha),
    ...(grep ? { grep } : {}),
  });
  for (const name of readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.test.js')) mocha.addFile(path.join(__dirname, name));
  }
  console.log(testsBegin);
  const { passes, failures } = await new Promise<Mocha.Stats>((resolve) => {
    const runner = mocha.run(() => {
      resolve(runner.stats!);
    });
  });
  if (failures > 0) throw new Error(`${failures} of ${passes + failures} host tests failed`);
}
