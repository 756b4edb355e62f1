import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { rowsOf } from './support/rows';
import { until } from './support/until';

const NOTHING_USEFUL: readonly (readonly unknown[])[] = [
  [],
  [undefined],
  [null, undefined],
  ['text', 7],
  [{}, []],
  [{ registryId: 7 }],
  [{ type: 'group', key: 'x' }],
];

const COMMANDS = [
  'mirror.associate',
  'mirror.edit',
  'mirror.sync',
  'mirror.details',
  'repository.copyUrl',
  'repository.openInBrowser',
  'registry.details',
  'registry.copyAddress',
] as const;

describe('a command', () => {
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;

  for (const command of COMMANDS) {
    it(`${command} asks what it is about when it is not told`, async () => {
      for (const args of NOTHING_USEFUL) {
        cloud.person.forget();
        await run(command, ...args);
        assert.equal(cloud.person.picks.length, 1, JSON.stringify(args));
        assert.deepEqual(cloud.person.texts, []);
      }
    });

    it(`${command} offers to sign in when nobody is`, async () => {
      await run('signOut');
      cloud.person.forget();
      await run(command);
      const [message] = await until('a message', () => cloud.person.messages.length > 0 && cloud.person.messages);
      assert.ok(message!.buttons.includes('Sign In'), JSON.stringify(message));
      assert.deepEqual(cloud.person.picks, []);
    });
  }

  it('copyFact says what to do when there is no fact', async () => {
    for (const args of NOTHING_USEFUL) await run('copyFact', ...args);
    assert.deepEqual(cloud.person.copied, []);
    assert.match(cloud.person.texts[0]!, /Select a fact/);
  });

  for (const repositoryId of ['468485', 0, -1, 2147483648, 1.5, Number.NaN, null]) {
    it(`says that ${String(repositoryId)} is no repository ID, and asks the server nothing about it`, async () => {
      await rowsOf(tree());
      cloud.forgetRequests();
      for (const command of ['mirror.details', 'mirror.associate', 'mirror.sync']) {
        cloud.person.forget();
        await run(command, { repositoryId });
        await until('a message', () => cloud.person.texts.some((text) => text.includes('no repository ID')));
        assert.deepEqual(cloud.person.picks, []);
      }
      assert.deepEqual(cloud.requests(), []);
    });
  }

  it('that names a repository which does not exist says that it was not found', async () => {
    await run('mirror.details', { repositoryId: 1 });
    await until('a message', () => cloud.person.texts.some((text) => text.includes('was not found')));
  });

  it('that is called for several rows does not lose one, and says which could not be found', async () => {
    await rowsOf(tree());
    const nodes = [{ repositoryId: 2111985337 }, { repositoryId: 1 }, { repositoryId: 2112029391 }];
    await run('repository.openInBrowser', nodes[0], nodes);
    assert.equal(cloud.person.opened.length, 2);
    await until('a message', () => cloud.person.texts.some((text) => text.includes('Skipped 1 of 3: not found')));
  });
});
