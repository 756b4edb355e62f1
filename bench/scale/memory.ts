const BYTES_A_MEGABYTE = 1_000_000;

/** Megabytes that are in use after everything that can be thrown away is gone. */
export function usedMegabytes(): number {
  if (globalThis.gc === undefined) {
    throw new Error('Run it with --expose-gc');
  }
  globalThis.gc();
  // What only a finaliser had held goes with the second.
  globalThis.gc();
  return process.memoryUsage().heapUsed / BYTES_A_MEGABYTE;
}
