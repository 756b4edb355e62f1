import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './fakeEditor';
import { readManifest, readText, sorted, stringsIn } from './manifest';

/** Folders that hold far more than anybody wants to look through. */
const LARGE = ['node_modules', 'out', '.git', '.vscode-test'];

/** A pattern of .vscodeignore as a regular expression. */
function patternOf(glob: string): RegExp {
  const source = glob
    .replace(/[.+?^${}()|[\]\\]/gu, '\\$&')
    .replace(/\*+\/?/gu, (stars) =>
      stars === '**/' ? '(?:.*/)?' : stars === '**' ? '.*' : stars.replace('*', '[^/]*'),
    );
  return new RegExp(`^${source}$`, 'u');
}

/** Whether a file is packed: what `!` lets in is in, whatever else leaves it out. */
function packing(): (file: string) => boolean {
  const lines = readText('.vscodeignore')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const out = lines.filter((line) => !line.startsWith('!')).map(patternOf);
  const back = lines.filter((line) => line.startsWith('!')).map((line) => patternOf(line.slice(1)));
  return (file) => back.some((pattern) => pattern.test(file)) || !out.some((pattern) => pattern.test(file));
}

function files(): readonly string[] {
  return readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) {
      return [entry.name];
    }
    const inside = LARGE.includes(entry.name)
      ? ['package.json', 'sub/index.js', '.bin/tool']
      : readdirSync(path.join(root, entry.name), { recursive: true, encoding: 'utf8' });
    return inside.map((name) => path.posix.join(entry.name, name.replaceAll('\\', '/')));
  });
}

describe('Package', () => {
  const manifest = readManifest();
  const packed = files().filter(packing());

  it('holds every file that the manifest names', () => {
    const named = stringsIn(manifest)
      .filter((text) => /^(?:\.\/)?(?:media|dist)\/[\w./-]+$/u.test(text))
      .map((file) => file.replace(/^\.\//u, ''));
    assert.ok(named.includes('dist/extension.js'));
    assert.deepEqual(
      sorted(named).filter((file) => !packed.includes(file)),
      [],
    );
  });

  it('holds what is loaded later, the translations, and what a person reads first', () => {
    const wanted = [
      ...readdirSync(path.join(root, 'dist'))
        .filter((name) => name.endsWith('.js') && name !== 'sandboxCli.js')
        .map((name) => `dist/${name}`),
      'package.nls.json',
      'package.nls.zh-cn.json',
      'l10n/bundle.l10n.zh-cn.json',
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
      'ThirdPartyNotices.txt',
    ];
    assert.ok(['api', 'fetch', 'sandbox'].every((name) => wanted.includes(`dist/${name}.js`)));
    // Made when it is packed.
    const names = [...packed, ...['ThirdPartyNotices.txt'].filter(packing())].map((file) => file.toLowerCase());
    assert.deepEqual(
      wanted.filter((file) => !names.includes(file.toLowerCase())),
      [],
    );
  });

  it('holds nothing that only people who work on it need', () => {
    const unwanted = /^(?:src|test|bench|out|scripts|node_modules|\.)|\.(?:ts|map|mjs)$|lock|tsconfig|sandboxCli/u;
    assert.deepEqual(
      packed.filter((file) => unwanted.test(file)),
      [],
    );
  });

  it('restricts in a workspace that is not trusted what decides where the token is sent', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    const { properties } = manifest.contributes.configuration;
    assert.ok(restrictedConfigurations.includes('codeartsMirrors.endpoints'));
    assert.deepEqual(
      restrictedConfigurations.filter((setting) => !(setting in properties)),
      [],
    );
  });

  for (const name of ['codeartsMirrors.endpoints', 'codeartsMirrors.requestsPerMinute']) {
    it(`takes ${name} from the user settings of this computer, in remote windows too`, () => {
      const setting = manifest.contributes.configuration.properties[name];
      assert.deepEqual([setting?.scope, setting?.ignoreSync], ['application', true]);
    });
  }

  it('is woken by its own authentication provider', () => {
    const requests = manifest.activationEvents.filter((event) => event.startsWith('onAuthenticationRequest:'));
    assert.deepEqual(
      requests,
      manifest.contributes.authentication.map(({ id }) => `onAuthenticationRequest:${id}`),
    );
  });
});

describe('Sources', () => {
  it('lock packages by their checksum and not by the host that they came from', () => {
    const lock = readText('package-lock.json');
    assert.ok(lock.includes('"integrity"'));
    assert.doesNotMatch(lock, /"resolved"\s*:/u);
  });

  it('do not hold what is made when the extension is packed', () => {
    assert.ok(readText('.gitignore').split('\n').includes('ThirdPartyNotices.txt'));
  });

  it('leave out no test and single none out', () => {
    const marks =
      /\b(?:describe|context|suite|it|test|specify)\s*\.\s*(?:only|skip)\b|\bx(?:it|describe|context)\s*\(/u;
    const tests = readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    assert.ok(tests.length > 20);
    assert.deepEqual(
      tests.filter((file) => marks.test(readText(path.join('test', file)))),
      [],
    );
  });

  it('have an icon for every view', () => {
    const { views, viewsContainers } = readManifest().contributes;
    const icons = [...Object.values(views).flat(), ...Object.values(viewsContainers).flat()].map(({ icon }) => icon);
    assert.deepEqual(
      icons.filter((icon) => !existsSync(path.join(root, icon))),
      [],
    );
  });
});
