// esbuild, which also writes its account of what it has built to the file BENCH_METAFILE.
import { writeFileSync } from 'node:fs';
import * as esbuild from 'esbuild';

export const { context } = esbuild;

const inputs = {};
const outputs = {};

export async function build(options) {
  const result = await esbuild.build(options);
  Object.assign(outputs, result.metafile?.outputs);
  // The bundles and what only they hold: a file that is also built for tests has other imports there.
  if (options.outdir === 'dist') Object.assign(inputs, result.metafile?.inputs);
  writeFileSync(process.env.BENCH_METAFILE, JSON.stringify({ inputs, outputs }));
  return result;
}
