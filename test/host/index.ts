import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { testsBegin } from './launch/noise';

/**
 * Runs every host test; VS Code calls it in its extension host. Environment variables: `TEST_GREP` chooses tests,
 * `TEST_RESULT_FILE` is where the totals are written as JSON.
 */
export async function run(): Promise<void> {
  // Mocha is an ES module; the extension host loads this file as CommonJS.
  const { default: Mocha } = await import('mocha');
  const { TEST_GREP: grep, TEST_COLOR: color, TEST_RESULT_FILE: resultFile } = process.env;
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: color === '1', ...(grep ? { grep } : {}) });
  for (const name of readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.test.js')) mocha.addFile(path.join(__dirname, name));
  }
  console.log(testsBegin);
  const { passes, failures, pending } = await new Promise<Mocha.Stats>((resolve) => {
    const runner = mocha.run(() => {
      resolve(runner.stats!);
    });
  });
  if (resultFile) writeFileSync(resultFile, JSON.stringify({ passes, failures, pending }));
  if (failures > 0) throw new Error(`${failures} of ${passes + failures} host tests failed`);
}
