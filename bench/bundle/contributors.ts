import path from 'node:path';

/** esbuild's account of one bundle: the files in it, named relative to `from`. */
export interface BundleAccount {
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
}

/** esbuild's account of all. */
export interface Metafile {
  readonly inputs: Readonly<Record<string, { readonly imports: readonly Import[] }>>;
  readonly outputs: Readonly<Record<string, BundleAccount>>;
}

/** `path` is `./name.js` for another bundle. */
interface Import {
  readonly path: string;
  readonly kind: string;
}

export interface Contributor {
  readonly name: string;
  readonly bytes: number;
}

/** The packages and the folders of `src` that take up the most of some bundles, the largest first. */
export function contributors(accounts: readonly BundleAccount[], root: string, from: string): Contributor[] {
  const sums = new Map<string, number>();
  for (const [file, { bytesInOutput }] of accounts.flatMap(({ inputs }) => Object.entries(inputs))) {
    const name = ownerOf(path.relative(root, path.resolve(from, file)).split(path.sep));
    sums.set(name, (sums.get(name) ?? 0) + bytesInOutput);
  }
  return [...sums].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes);
}

/** A bundle and those that it loads at once, not on first use. */
export function loadedWith(bundle: string, { inputs, outputs }: Metafile): readonly string[] {
  const loaded = new Set([bundle]);
  for (const one of loaded) {
    const imports = Object.keys(outputs[one]?.inputs ?? {}).flatMap((file) => inputs[file]?.imports ?? []);
    for (const next of imports) {
      const file = path.posix.join(path.posix.dirname(one), next.path);
      if (next.kind === 'import-statement' && file in outputs) {
        loaded.add(file);
      }
    }
  }
  return [...loaded];
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
