import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** Mocha's own output, and its totals as JSON in the file that `TEST_RESULT_FILE` names. */
export default class ResultReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const { TEST_RESULT_FILE: file } = process.env;
    if (file) runner.once('end', () => writeFileSync(file, JSON.stringify(this.totals())));
  }

  totals() {
    const { passes, failures, pending } = this.stats;
    return { passes, failures, pending };
  }
}
