import { randomInt } from 'node:crypto';

const DIGITS = '0123456789';
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SMALL = 'abcdefghijklmnopqrstuvwxyz';

/** What a sandbox guards is worth nothing, but its port is open to every program and page of the computer. */
function drawn(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

export function randomDigits(length: number): string {
  return drawn(DIGITS, length);
}

/** Capital letters and digits, as access keys have them. */
export function randomCapitals(length: number): string {
  return drawn(CAPITALS + DIGITS, length);
}

/** Letters and digits, which need no quoting in any shell and no encoding in any address. */
export function randomLetters(length: number): string {
  return drawn(CAPITALS + SMALL + DIGITS, length);
}
