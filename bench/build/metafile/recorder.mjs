// esbuild, which also writes its account of what it has built to the file BENCH_METAFILE.
import { writeFileSync } from 'node:fs';
import * as esbuild from 'esbuild';

export const { context } = esbuild;

const outputs = {};

export async function build(options) {
  const result = await esbuild.build(options);
  Object.assign(outputs, result.metafile?.outputs);
  writeFileSync(process.env.BENCH_METAFILE, JSON.stringify({ outputs }));
  return result;
}
