/** What a number has to be; `met` says whether it is. */
interface Goal {
  readonly atMost: number;
}

/** One measured number. What else belongs to it stands beside it. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit:
    'bytes' | 'ms' | 'µs' | 'MB' | 'requests/s' | 'requests' | 'requests/h' | 'events' | 's' | 'min' | 'ratio';
  readonly goal?: Goal;
  readonly context?: Readonly<Record<string, unknown>>;
}

/** Prints a measurement as one line of JSON on standard output. */
export function report({ name, value, unit, goal, context }: Measurement): void {
  const judged = goal === undefined ? {} : { goal: `<= ${goal.atMost}`, met: value <= goal.atMost };
  console.log(JSON.stringify({ name, value: rounded(value), unit, ...judged, ...context }));
}

/** Tells whoever waits how it goes, on standard error. */
export function progress(text: string): void {
  console.error(`    ${text}`);
}

/** Three significant digits after the point are more than any of these numbers deserves. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
