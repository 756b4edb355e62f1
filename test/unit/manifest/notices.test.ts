import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { root } from './fakeEditor';

const NOTICES = 'ThirdPartyNotices.txt';
const MIT = 'Copyright (c) 2020 Somebody\n\nPermission is hereby granted, free of charge, to any person.';

function buildIn(folder: string, ...args: readonly string[]): Promise<{ ok: boolean; said: string }> {
  return new Promise((resolve) => {
    const command = [path.join(root, 'esbuild.mjs'), ...args];
    execFile(process.execPath, command, { cwd: folder }, (error, out, errors) => {
      resolve({ ok: error === null, said: out + errors });
    });
  });
}

describe('The licenses of the packages inside the bundles', function () {
  this.timeout(60_000);
  let folder = '';
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'codearts-mirrors-notices-')));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const notices = () => readFile(path.join(folder, NOTICES), 'utf8');

  it('are all there, word for word', async () => {
    for (const name of ['src', 'scripts', 'node_modules']) {
      await symlink(path.join(root, name), path.join(folder, name), 'junction');
    }
    assert.deepEqual(await buildIn(folder, '--production'), { ok: true, said: '' });
    const text = await notices();
    const inside = await packagesOfUnminified();
    assert.ok(inside.size > 40, [...inside].join());
    for (const name of inside) {
      const home = path.join(root, 'node_modules', name);
      const { version, name: own } = JSON.parse(await readFile(path.join(home, 'package.json'), 'utf8')) as {
        name: string;
        version: string;
      };
      assert.ok(text.includes(`\n${own} ${version} (`), `${name} is not named`);
      const license = (await readdir(home)).find((file) => /^licen[cs]e/i.test(file)) ?? 'README.md';
      const words = (await readFile(path.join(home, license), 'utf8')).replaceAll('\r', '');
      const copyright = /^.*copyright.*$/im.exec(words)?.[0] ?? 'no copyright';
      assert.ok(text.includes(license === 'README.md' ? copyright : words.trim()), `${name} has no license`);
    }
    assert.equal(text.match(/^- .* \(.*\)$/gmu)?.length, inside.size);
  });

  /** A bundle that is not minified says where each of its parts comes from. */
  async function packagesOfUnminified(): Promise<ReadonlySet<string>> {
    const files = (await readdir(path.join(root, 'dist'))).filter((file) => file.endsWith('.js'));
    const texts = await Promise.all(files.map((file) => readFile(path.join(root, 'dist', file), 'utf8')));
    const names = texts.flatMap((text) => [
      ...text.matchAll(/^\s*\/\/ (?:.*?\/)??node_modules\/((?:.*\/node_modules\/)?(?:@[^/\n]+\/)?[^/\n]+)\/.*$/gmu),
    ]);
    return new Set(names.map(([, name]) => name ?? ''));
  }

  /** A project that uses one package, which holds these files. */
  async function buildWith(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
    const all = {
      'src/extension.ts': "import { used } from 'one'; export const run = () => used();",
      'src/sandbox/index.ts': '',
      'src/sandbox/cli.ts': '',
      'node_modules/one/package.json': JSON.stringify({ name: 'one', version: '1.2.3', license: 'MIT' }),
      'node_modules/one/index.js': 'exports.used = () => require("two");',
      'node_modules/one/node_modules/two/package.json': JSON.stringify({ name: 'two', version: '4.0.0' }),
      'node_modules/one/node_modules/two/index.js': 'module.exports = 2;',
      'node_modules/one/node_modules/two/LICENSE': `Two\n${MIT}`,
      ...files,
    };
    for (const [file, text] of Object.entries(all)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
    }
    return buildIn(folder, ...args);
  }

  it('are those of the packages inside of packages too, with what an Apache license wants to be passed on', async () => {
    const { ok, said } = await buildWith(
      { 'node_modules/one/LICENSE.md': MIT, 'node_modules/one/NOTICE': 'Made by one.' },
      '--production',
    );
    assert.ok(ok, said);
    assert.match(await notices(), /\none 1\.2\.3 \(MIT\)\n-+\n\nCopyright[^]*person\.\n\nMade by one\.\n/u);
    assert.match(await notices(), /\ntwo 4\.0\.0 \(see below\)\n-+\n\nTwo\nCopyright/u);
  });

  it('may be a section of what is to be read first', async () => {
    const readme = `# One\n\nDoes something.\n\nLicense\n-------\n\n${MIT}\n\n## Thanks\n\nTo all.`;
    const { ok, said } = await buildWith({ 'node_modules/one/README.md': readme }, '--production');
    assert.ok(ok, said);
    const text = await notices();
    assert.ok(text.includes(MIT));
    assert.doesNotMatch(text, /Thanks|Does something/u);
  });

  for (const [what, files] of [
    ['there is none', {}],
    ['it is empty', { 'node_modules/one/LICENSE': '\n' }],
    ['it is only named', { 'node_modules/one/README.md': '# One\n\n## License\n\nMIT, copyright by me\n' }],
  ] as const) {
    it(`fail the packaging when ${what}`, async () => {
      const { ok, said } = await buildWith(files, '--production');
      assert.equal(ok, false);
      assert.match(said, /These packages are inside a bundle and have no text of their license:\s+one 1\.2\.3/u);
      assert.doesNotMatch(said, /two 4/u);
      await assert.rejects(notices(), { code: 'ENOENT' });
    });
  }

  it('are no part of a build for trying things', async () => {
    const { ok, said } = await buildWith({});
    assert.ok(ok, said);
    await assert.rejects(notices(), { code: 'ENOENT' });
  });
});
