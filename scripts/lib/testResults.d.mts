import type Mocha from 'mocha';

export interface Failure {
  /** All of its titles: of the suites around it, then its own. */
  readonly title: string;
  /** Is it a hook's? Mocha does not run what the hook was for. */
  readonly hook: boolean;
  /** The keys of the tests that have to pass for it to be no failure after all. */
  readonly tests: readonly string[];
}

/** What a run of Mocha writes. */
export interface Results {
  readonly passes: number;
  readonly failures: number;
  readonly pending: number;
  readonly outcomes: Readonly<Record<string, 'passed' | 'failed' | 'skipped'>>;
  readonly failed: readonly Failure[];
}

export function reporterWithResults(mocha: typeof Mocha): Mocha.ReporterConstructor;
