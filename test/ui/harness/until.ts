import { setTimeout as delay } from 'node:timers/promises';

/** Long enough for a slow machine; a condition that holds is noticed at once. */
export const defaultTimeoutMs = 40_000;

/**
 * Waits until a condition holds and returns its value. `undefined` and `false` mean "not yet"; what it throws counts as
 * "not yet" too and is told when the time is up.
 */
export async function until<T>(
  condition: () => Promise<T | undefined | false> | T | undefined | false,
  description: string,
  timeoutMs = defaultTimeoutMs,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  let reason: string;
  do {
    reason = '';
    try {
      const value = await condition();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      reason = `\n${error instanceof Error ? error.message : String(error)}`;
    }
    await delay(50);
  } while (Date.now() < end);
  throw new Error(`Waited ${timeoutMs / 1000} s in vain: ${description}${reason}`);
}
