// How large is what is shipped?
import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type BundleAccount, contributors } from './bundle/contributors';
import { type Places, runPart } from './shared/places';
import { progress, report } from './shared/report';

const LARGEST_EXTENSION_BYTES = 150_000;
const CONTRIBUTORS_SHOWN = 8;

interface Metafile {
  readonly outputs: Readonly<Record<string, BundleAccount>>;
}

async function bundle(where: Places): Promise<void> {
  // The file has the form that esbuild documents.
  const metafile = JSON.parse(await readFile(path.join(where.built, 'metafile.json'), 'utf8')) as Metafile;
  for (const name of ['extension', 'sandbox']) {
    const file = `dist/${name}.js`;
    const code = await readFile(path.join(where.built, file));
    const account = metafile.outputs[file];
    const largest = account && contributors(account, where.root, where.built).slice(0, CONTRIBUTORS_SHOWN);
    report({
      name: `bundle.${name}.bytes`,
      value: code.length,
      unit: 'bytes',
      goal: name === 'extension' ? { atMost: LARGEST_EXTENSION_BYTES } : undefined,
      context: { largest },
    });
    report({ name: `bundle.${name}.gzip`, value: gzipSync(code, { level: 9 }).length, unit: 'bytes' });
  }
  report({ name: 'bundle.vsix.bytes', value: await vsixBytes(where), unit: 'bytes' });
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
