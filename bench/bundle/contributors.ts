import path from 'node:path';

/** esbuild's account of one bundle: the files in it, named relative to `from`. */
export interface BundleAccount {
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
}

export interface Contributor {
  readonly name: string;
  readonly bytes: number;
}

/** The packages and the folders of `src` that take up the most of a bundle, the largest first. */
export function contributors(account: BundleAccount, root: string, from: string): Contributor[] {
  const sums = new Map<string, number>();
  for (const [file, { bytesInOutput }] of Object.entries(account.inputs)) {
    const name = ownerOf(path.relative(root, path.resolve(from, file)).split(path.sep));
    sums.set(name, (sums.get(name) ?? 0) + bytesInOutput);
  }
  return [...sums].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes);
}

/** `src/api` or `src/extension.ts` for the project's own files, the package's name for a package. */
function ownerOf(steps: readonly string[]): string {
  const inPackages = steps.lastIndexOf('node_modules');
  if (inPackages < 0) {
    return steps.slice(0, 2).join('/');
  }
  const scoped = steps[inPackages + 1]?.startsWith('@') ?? false;
  return steps.slice(inPackages + 1, inPackages + (scoped ? 3 : 2)).join('/');
}
