import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { run } from './processes.mjs';
import { verdict, wantedAgain } from './verdict.mjs';

/** Runs stages one after the other, each to its end, and remembers how each went. */
export class Stages {
  /** @type {{ name: string, ok: boolean, seconds: number, note: string }[]} */
  #done = [];
  #passed = 0;
  #failed = 0;
  /** @type {{ stage: string, title: string }[]} */
  #flaky = [];
  #folder;
  /** What has been printed so far, when it is kept for later. */
  #kept;

  /** @param {string} [folder] where results of tests are kept */
  constructor(folder = path.join(root, 'out/results')) {
    this.#folder = folder;
  }

  /** Stages that run beside these, and print nothing until they are {@link join}ed. */
  beside() {
    const others = new Stages(this.#folder);
    others.#kept = '';
    return others;
  }

  /** Prints what others kept, and counts them with these. */
  join(others) {
    if (others.#kept) this.#say(others.#kept.trimEnd());
    this.#done.push(...others.#done);
    this.#passed += others.#passed;
    this.#failed += others.#failed;
    this.#flaky.push(...others.#flaky);
  }

  /** A stage that a command's exit code decides. */
  async check(name, command, args) {
    return this.step(name, async () => {
      const code = await this.#run(command, args);
      return { ok: code === 0, note: code === 0 ? '' : `exit code ${code}` };
    });
  }

  /**
   * A stage that runs Mocha with `resultReporter.mjs`. Without a single test, it has failed.
   *
   * @param {{ env?: Record<string, string | undefined>, again?: boolean }} [options] again: tests that fail are run once
   *   more at the end, in a process of their own; those that pass then are flaky, which is told, and not failed.
   */
  async tests(name, command, args, { env = {}, again = false } = {}) {
    return this.step(name, async () => {
      const first = await this.#mocha(name, command, args, env);
      const { results } = first;
      if (!results) return { ok: false, note: 'no test has run to the end' };
      const wanted = again ? wantedAgain(results) : [];
      const second = wanted.length > 0 ? await this.#mochaAgain(name, command, args, env, wanted) : undefined;
      const { passes, failures, pending, flaky } = verdict(results, second?.results);
      this.#passed += passes;
      this.#failed += failures;
      this.#flaky.push(...flaky.map((title) => ({ stage: name, title })));
      const counts = [`${passes} passed`, `${failures} failed`];
      if (flaky.length > 0) counts.push(`${flaky.length} flaky`);
      if (pending > 0) counts.push(`${pending} skipped`);
      const none = passes + failures === 0;
      const clean = endedWell(first) && (!second || endedWell(second));
      return { ok: clean && failures === 0 && !none, note: none ? 'no test has run' : counts.join(', ') };
    });
  }

  async #mochaAgain(name, command, args, env, wanted) {
    const file = this.#file(`${name} wanted again`);
    writeFileSync(file, JSON.stringify(wanted));
    this.#say(`\n--- ${name}: run again, with what leads up to them: ${wanted.length} of the tests`);
    return this.#mocha(`${name} again`, command, args, { ...env, TEST_AGAIN_FILE: file });
  }

  /** @returns {Promise<{ code: number, results?: import('./testResults.mjs').Results }>} */
  async #mocha(name, command, args, env) {
    const file = this.#file(name);
    rmSync(file, { force: true });
    mkdirSync(path.dirname(file), { recursive: true });
    const code = await this.#run(command, args, { TEST_AGAIN_FILE: undefined, ...env, TEST_RESULT_FILE: file });
    return { code, results: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined };
  }

  #file(name) {
    return path.join(this.#folder, `${name.replace(/\W+/g, '-')}.json`);
  }

  /** A stage of any kind. What it throws is shown, and means that it has failed. */
  async step(name, action) {
    this.#say(`\n=== ${name}`);
    const start = Date.now();
    const { ok, note } = await action().catch((error) => {
      this.#say(error instanceof Error ? error.message : String(error));
      return { ok: false, note: 'see above' };
    });
    this.#done.push({ name, ok, seconds: (Date.now() - start) / 1000, note });
    return ok;
  }

  async #run(command, args, env) {
    const { code, output } = await run(command, args, { env, quiet: this.#kept !== undefined });
    if (output !== '') this.#say(output.trimEnd());
    return code;
  }

  #say(text) {
    if (this.#kept === undefined) console.log(text);
    else this.#kept += `${text}\n`;
  }

  /** Prints the summary and returns the exit code. The last line holds the sum over all test runs. */
  finish() {
    const width = Math.max(...this.#done.map(({ name }) => name.length));
    console.log('\n=== Summary');
    for (const { name, ok, seconds, note } of this.#done) {
      console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s  ${note}`);
    }
    const ok = this.#done.every((stage) => stage.ok);
    this.#showFlaky();
    console.log(`\n${this.#passed} passed, ${this.#failed} failed`);
    return ok ? 0 : 1;
  }

  #showFlaky() {
    if (this.#flaky.length === 0) return;
    console.log('\nflaky: failed, and passed when run again');
    for (const { stage, title } of this.#flaky) console.log(`  ${stage}: ${title}`);
    console.log(`\n${this.#passed} passed, ${this.#failed} failed, ${this.#flaky.length} flaky`);
  }
}

/** Mocha ends with an error when a test has failed, and only then. */
function endedWell({ code, results }) {
  return code === 0 || (results !== undefined && results.failures > 0);
}
