import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { type Row, rowNamed, settledRows } from './support/rows';

describe('opening the source of a mirror', () => {
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const rowOf = async (name: string): Promise<Row> => rowNamed(await settledRows(tree(), 'demo_project'), name);

  /** A repository whose mirror has this source, whatever it is. */
  async function mirrorOf(name: string, url: string): Promise<Row> {
    const { data } = cloud.sandbox;
    data.setMirror(data.addRepository({ name, project: 'demo_project' }).id, { url, update_status: 'finished' });
    await run('refresh');
    return rowOf(name);
  }

  it('opens it in the browser, and asks Huawei Cloud nothing that is known', async () => {
    const row = await rowOf('bar');
    cloud.forgetRequests();
    await run('mirror.openSource', row.node);
    assert.deepEqual(cloud.person.opened, ['https://example.com/foo/bar.git']);
    assert.deepEqual(cloud.person.messages, []);
    assert.deepEqual(cloud.requests(), []);
  });

  it('from the palette: offers mirrors only', async () => {
    await rowOf('bar');
    cloud.person.chooses('bar');
    await run('mirror.openSource');
    const names = cloud.person.picks[0]?.items.map(({ label }) => label) ?? [];
    assert.ok(!names.includes('CreatRepository_MI9Af'));
    assert.deepEqual(cloud.person.opened, ['https://example.com/foo/bar.git']);
  });

  it('opens nothing when the person leaves the list', async () => {
    await rowOf('bar');
    await run('mirror.openSource');
    assert.equal(cloud.person.picks.length, 1);
    assert.deepEqual(cloud.person.opened, []);
  });

  it('says when a repository has no mirror', async () => {
    await run('mirror.openSource', (await rowOf('CreatRepository_MI9Af')).node);
    assert.deepEqual(cloud.person.opened, []);
    assert.deepEqual(cloud.person.texts, ['CreatRepository_MI9Af has no mirror. Associate one first.']);
  });

  for (const [number, url] of [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'command:workbench.action.quit',
    'vscode://evil.extension/run',
    'ssh://git@git.example.com/acme/app.git',
    'git@git.example.com:acme/app.git',
    '--upload-pack=touch pwned',
    '//example.com/no-scheme',
    'https://',
  ].entries()) {
    it(`“${url}” is not opened, and said to be no web address`, async () => {
      await run('mirror.openSource', (await mirrorOf(`source-${number}`, url)).node);
      assert.deepEqual(cloud.person.opened, []);
      const [message, ...more] = cloud.person.messages;
      assert.deepEqual(more, []);
      assert.equal(message?.severity, 'warning');
      assert.match(message.text, new RegExp(`^The source of source-${number} is not a web address: `));
    });
  }

  it('shows and opens no password that stands in it', async () => {
    const row = await mirrorOf('with-password', 'https://user:s3cr3t@git.example.com/acme/app.git');
    await run('mirror.openSource', row.node);
    assert.doesNotMatch([...cloud.person.opened, ...cloud.person.texts].join('\n'), /s3cr3t/);
  });

  it('shows no markup and no icons of an address that it does not open', async () => {
    await run('mirror.openSource', (await mirrorOf('marked', 'x:[run](command:quit) $(trash)\u202e')).node);
    assert.deepEqual(cloud.person.opened, []);
    const [text = ''] = cloud.person.texts;
    assert.doesNotMatch(text, /\]\(command:|\u202e/);
  });
});
