import path from 'node:path';

/** Where a part of the benchmark finds what it measures; `scripts/bench.mjs` names it on the command line. */
export interface Places {
  /** The checkout. */
  readonly root: string;
  /** What `bench/build` has built, laid out like the checkout. */
  readonly built: string;
  /** What a VSIX holds. */
  readonly extension: string;
}

export function places(): Places {
  const [, , root, built] = process.argv;
  if (root === undefined || built === undefined) {
    throw new Error('Run it with: npm run --silent bench');
  }
  return { root, built, extension: path.join(built, 'extension') };
}

/** Runs a part. After a failure nothing that it may have left behind keeps the process alive. */
export function runPart(part: (where: Places) => Promise<void>): void {
  part(places()).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}
