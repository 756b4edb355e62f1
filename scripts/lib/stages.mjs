import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { run } from './processes.mjs';

/** Runs stages one after the other, each to its end, and remembers how each went. */
export class Stages {
  /** @type {{ name: string, ok: boolean, seconds: number, note: string }[]} */
  #done = [];
  #passed = 0;
  #failed = 0;
  /** What has been printed so far, when it is kept for later. */
  #kept;

  /** Stages that run beside these, and print nothing until they are {@link join}ed. */
  beside() {
    const others = new Stages();
    others.#kept = '';
    return others;
  }

  /** Prints what others kept, and counts them with these. */
  join(others) {
    if (others.#kept) this.#say(others.#kept.trimEnd());
    this.#done.push(...others.#done);
    this.#passed += others.#passed;
    this.#failed += others.#failed;
  }

  /** A stage that a command's exit code decides. */
  async check(name, command, args) {
    return this.step(name, async () => {
      const code = await this.#run(command, args);
      return { ok: code === 0, note: code === 0 ? '' : `exit code ${code}` };
    });
  }

  /** A stage that runs Mocha, which writes its totals to a file. Without a single test, it has failed. */
  async tests(name, command, args, env = {}) {
    return this.step(name, async () => {
      const file = path.join(root, 'out/results', `${name.replace(/\W+/g, '-')}.json`);
      rmSync(file, { force: true });
      mkdirSync(path.dirname(file), { recursive: true });
      const code = await this.#run(command, args, { ...env, TEST_RESULT_FILE: file });
      const { passes, failures, pending } = readTotals(file);
      this.#passed += passes;
      this.#failed += failures;
      const counts = `${passes} passed, ${failures} failed${pending > 0 ? `, ${pending} skipped` : ''}`;
      const none = passes + failures === 0;
      return { ok: code === 0 && failures === 0 && !none, note: none ? 'no test has run' : counts };
    });
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
    console.log(`\n${this.#passed} passed, ${this.#failed} failed`);
    return ok ? 0 : 1;
  }
}

function readTotals(file) {
  if (!existsSync(file)) return { passes: 0, failures: 0, pending: 0 };
  return JSON.parse(readFileSync(file, 'utf8'));
}
