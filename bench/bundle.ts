// How large is what is shipped?
import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { contributors, loadedWith, type Metafile } from './bundle/contributors';
import { type Places, runPart } from './shared/places';
import { progress, report } from './shared/report';

const LARGEST_EXTENSION_BYTES = 141_000;
const CONTRIBUTORS_SHOWN = 8;

interface Measured {
  readonly name: string;
  readonly files: readonly string[];
  readonly atMost?: number;
}

async function bundle(where: Places): Promise<void> {
  // The file has the form that esbuild documents.
  const metafile = JSON.parse(await readFile(path.join(where.built, 'metafile.json'), 'utf8')) as Metafile;
  for (const { name, files, atMost } of measured(metafile)) {
    const codes = await Promise.all(files.map((file) => readFile(path.join(where.built, file))));
    const accounts = files.flatMap((file) => metafile.outputs[file] ?? []);
    const largest = contributors(accounts, where.root, where.built).slice(0, CONTRIBUTORS_SHOWN);
    const sum = (sizes: readonly number[]): number => sizes.reduce((one, other) => one + other, 0);
    report({
      name: `bundle.${name}.bytes`,
      value: sum(codes.map(({ length }) => length)),
      unit: 'bytes',
      goal: atMost === undefined ? undefined : { atMost },
      context: { files, largest },
    });
    const compressed = codes.map((code) => gzipSync(code, { level: 9 }).length);
    report({ name: `bundle.${name}.gzip`, value: sum(compressed), unit: 'bytes' });
  }
  report({ name: 'bundle.vsix.bytes', value: await vsixBytes(where), unit: 'bytes' });
}

/** What is loaded when the extension is activated is one measure; each bundle that is loaded when it is used, another. */
function measured(metafile: Metafile): Measured[] {
  const atStart = loadedWith('dist/extension.js', metafile);
  const shipped = Object.keys(metafile.outputs).filter((file) => /^dist\/(?!sandboxCli)\w+\.js$/.test(file));
  const others = shipped.filter((file) => !atStart.includes(file)).sort();
  return [
    { name: 'extension', files: atStart, atMost: LARGEST_EXTENSION_BYTES },
    ...others.map((file) => ({ name: path.basename(file, '.js'), files: [file] })),
  ];
}

async function vsixBytes({ root, built, extension }: Places): Promise<number> {
  progress('packing ...');
  const file = path.join(built, 'codearts-mirrors.vsix');
  const packer = path.join(root, 'node_modules/@vscode/vsce/vsce');
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file];
  await promisify(execFile)(process.execPath, [packer, 'package', ...flags], { cwd: extension });
  return (await stat(file)).size;
}

runPart(bundle);
