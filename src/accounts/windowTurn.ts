import { setTimeout as delay } from 'node:timers/promises';

/** Something that one window has at a time. */
export interface WindowLeases {
  /** @returns undefined when another window has it */
  take(name: string, holdForMs: number): Promise<WindowLease | undefined>;
}

export interface WindowLease {
  release(): Promise<void>;
}

/** Far longer than reading and writing a file takes. */
const HOLD_MS = 5000;
const ASK_AGAIN_MS = 20;

/**
 * Does something short while no other window does it. Where the windows cannot agree, because the disk is full or
 * locked or one of them does not come to an end, it is done all the same.
 */
export async function inTurnOfWindows<T>(leases: WindowLeases, name: string, work: () => Promise<T>): Promise<T> {
  const lease = await turn(leases, name);
  try {
    return await work();
  } finally {
    await lease?.release();
  }
}

async function turn(leases: WindowLeases, name: string): Promise<WindowLease | undefined> {
  for (let waited = 0; waited <= HOLD_MS; waited += ASK_AGAIN_MS) {
    try {
      const lease = await leases.take(name, HOLD_MS);
      if (lease !== undefined) {
        return lease;
      }
    } catch {
      return undefined;
    }
    await delay(ASK_AGAIN_MS);
  }
  return undefined;
}
