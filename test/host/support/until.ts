import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until a condition holds and returns its value. `undefined` and `false` mean "not yet"; what it throws counts as
 * "not yet" too, and is told when the time is up.
 */
export async function until<T>(
  what: string,
  condition: () => T | undefined | false | Promise<T | undefined | false>,
  deadlineMs = 15_000,
): Promise<T> {
  const end = Date.now() + deadlineMs;
  let reason: string;
  do {
    reason = '';
    try {
      const value = await condition();
      if (value !== undefined && value !== false) {
        return value;
      }
    } catch (error) {
      reason = `\n${error instanceof Error ? error.message : String(error)}`;
    }
    await delay(20);
  } while (Date.now() < end);
  throw new Error(`Waited ${deadlineMs / 1000} s in vain: ${what}${reason}`);
}
