import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of the checkout, from wherever below it this file's bundle is. */
export function findRoot(from = __dirname): string {
  if (existsSync(path.join(from, 'esbuild.mjs'))) return from;
  const parent = path.dirname(from);
  if (parent === from) throw new Error('The checkout was not found');
  return findRoot(parent);
}
