import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Session } from '../../../src/ui/session';
import { until, useSandbox } from '../sandbox/helpers';
import {
  extensionContext,
  loadExtension,
  type LoadedExtension,
  nothingRecorded,
  root,
  type TreeRows,
} from './fakeEditor';
import { conditions, readManifest, readStrings, readText, sorted } from './manifest';

const PREFIX = 'codeartsMirrors.';
const SESSION_STATES: Readonly<Record<Session['state'], true>> = {
  signedOut: true,
  dormant: true,
  signedIn: true,
  expired: true,
};

describe('Manifest and code', function () {
  this.timeout(60_000);
  const sandbox = useSandbox({ repositories: 40 });
  const manifest = readManifest();
  const { contributes } = manifest;
  const declaredViews = sorted(Object.values(contributes.views).flatMap((views) => views.map(({ id }) => id)));
  const declaredCommands = sorted(contributes.commands.map(({ command }) => command));
  const recorded = nothingRecorded();
  const rows = new Set<string>();
  let extension: LoadedExtension;
  /** The row of one. */
  let mirror: unknown;

  async function collectRows(tree: TreeRows, parent?: unknown): Promise<void> {
    for (const node of await tree.getChildren(parent)) {
      const { contextValue = '' } = tree.getTreeItem(node);
      rows.add(contextValue);
      mirror ??= /\bmirror\b/u.test(contextValue) ? node : undefined;
      await collectRows(tree, node);
    }
  }

  before(async () => {
    extension = await loadExtension(recorded);
    const { url, token, projectId, region } = sandbox.current;
    process.env.CODEARTS_MIRRORS_SANDBOX = JSON.stringify({ url, token, projectId, region });
    const { views, health } = extension.activate(extensionContext());
    delete process.env.CODEARTS_MIRRORS_SANDBOX;
    for (const tree of Object.values(views)) {
      await collectRows(tree);
    }
    await until(() => (health.current.unread === 0 ? true : undefined));
    for (const tree of Object.values(views)) {
      await collectRows(tree);
    }
    await recorded.commands.get('codeartsMirrors.mirror.mute')?.(mirror);
    // Its row comes after hours.
    rows.add('away');
    for (const tree of Object.values(views)) {
      await collectRows(tree);
    }
  });

  it('name the same commands', () => {
    assert.deepEqual(sorted(recorded.commands.keys()), declaredCommands);
  });

  it('name the same views', () => {
    assert.deepEqual(sorted(recorded.views), declaredViews);
  });

  it('name the same authentication providers', () => {
    assert.deepEqual(sorted(recorded.authenticationProviders), sorted(contributes.authentication.map(({ id }) => id)));
  });

  it('name the same settings, and fall back to the same values', () => {
    const declared = contributes.configuration.properties;
    const read = new Set<string>();
    for (const [name, ask] of Object.entries(extension.settings)) {
      if (name !== 'onDidChange') {
        recorded.settings.clear();
        const value = ask();
        for (const setting of recorded.settings) {
          read.add(setting);
          assert.deepEqual(value, declared[setting]?.default, setting);
        }
      }
    }
    assert.deepEqual(sorted(read), sorted(Object.keys(declared)));
  });

  it('name the same context keys', () => {
    const used = conditions(manifest)
      .flatMap((when) => when.match(/codeartsMirrors\.[\w.]+/gu) ?? [])
      .filter((key) => !declaredViews.includes(key));
    assert.deepEqual(sorted(recorded.contextKeys), sorted(used));
  });

  it('name states of the session that there are', () => {
    const states = conditions(manifest).flatMap((when) =>
      [...when.matchAll(/codeartsMirrors\.session\s*[!=]=\s*'?(\w+)/gu)].map(([, state]) => state ?? ''),
    );
    assert.ok(states.length > 0);
    assert.deepEqual(
      states.filter((state) => !(state in SESSION_STATES)),
      [],
    );
  });

  it('put menus on rows that there are', () => {
    const tests = conditions(manifest).flatMap((when) => [
      ...[...when.matchAll(/viewItem =~ \/(.+?)\/(?=\s|$)/gu)].map(([, pattern]) => new RegExp(pattern ?? '', 'u')),
      ...[...when.matchAll(/viewItem == ([\w-]+)/gu)].map(([, word]) => new RegExp(`^${word ?? ''}$`, 'u')),
    ]);
    assert.ok(tests.length > 0);
    assert.deepEqual(
      tests.filter((test) => ![...rows].some((row) => test.test(row))).map(String),
      [],
      `rows: ${[...rows].join(' | ')}`,
    );
  });

  it('use commands and views in menus and welcome texts that there are', () => {
    const menus = Object.values(contributes.menus).flat();
    const named = menus.flatMap(({ command }) => command ?? []);
    assert.deepEqual(
      named.filter((command) => !declaredCommands.includes(command)),
      [],
    );
    const views = conditions(manifest).flatMap((when) =>
      [...when.matchAll(/\bview == ([\w.]+)/gu)].map(([, id]) => id ?? ''),
    );
    assert.deepEqual(
      [...views, ...contributes.viewsWelcome.map(({ view }) => view)].filter((view) => !declaredViews.includes(view)),
      [],
    );
  });

  it('link to commands that there are, in every language', () => {
    for (const file of ['package.nls.json', 'package.nls.zh-cn.json']) {
      const links = Object.values(readStrings(file)).flatMap((text) => text.match(/(?<=\]\(command:)[\w.]+/gu) ?? []);
      assert.ok(links.length > 0, file);
      assert.deepEqual(
        links.filter((command) => !declaredCommands.includes(command)),
        [],
        file,
      );
    }
  });

  it('offer as remedies, and run, only commands that there are', () => {
    const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.gen.ts'))
      .map((file) => readText(path.join('src', file)));
    const run = sources.flatMap(
      (text) => text.match(/(?<=(?:command: |command = |executeCommand\()')codeartsMirrors\.[\w.]+/gu) ?? [],
    );
    assert.ok(run.length > 10, 'the commands were not found');
    const known = new Set([...declaredCommands, ...declaredViews.map((view) => `${view}.focus`)]);
    assert.deepEqual(
      run.filter((command) => !known.has(command)),
      [],
    );
  });

  it('begin every name with that of the extension', () => {
    const names = [
      ...declaredCommands,
      ...declaredViews,
      ...recorded.contextKeys,
      ...Object.keys(contributes.configuration.properties),
    ];
    assert.deepEqual(
      names.filter((name) => !name.startsWith(PREFIX)),
      [],
    );
  });
});
