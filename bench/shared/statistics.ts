import { rounded } from './report';

/** The value in the middle. One slow round, because the machine had something else to do, does not move it. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) {
    throw new Error('There is nothing to take the median of');
  }
  return (lower + upper) / 2;
}

/** How far the rounds were apart, for whoever wonders what a median is worth. */
export function spread(values: readonly number[]): { readonly lowest: number; readonly highest: number } {
  return { lowest: rounded(Math.min(...values)), highest: rounded(Math.max(...values)) };
}
