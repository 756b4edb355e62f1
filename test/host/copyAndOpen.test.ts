import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { type Row, rowNamed, settledRows } from './support/rows';

describe('addresses of a repository', () => {
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const rowOf = async (name: string): Promise<Row> => rowNamed(await settledRows(tree(), 'demo_project'), name);

  /** A repository whose record has these addresses, whatever they are. */
  async function withAddresses(name: string, addresses: object): Promise<Row> {
    Object.assign(cloud.sandbox.data.addRepository({ name, project: 'demo_project' }), addresses);
    await run('refresh');
    return rowOf(name);
  }

  it('are copied: asks which one', async () => {
    const row = await rowOf('bar');
    cloud.person.chooses('HTTPS', 'SSH');
    await run('repository.copyUrl', row.node);
    await run('repository.copyUrl', row.node);
    assert.deepEqual(cloud.person.copied, [
      'https://codehub.devcloud.cn-north-4.huaweicloud.com/foo/bar.git',
      'git@codehub.devcloud.cn-north-4.huaweicloud.com:foo/bar.git',
    ]);
    assert.match(cloud.person.hints[0]!, /^Copied: https:/);
  });

  it('are copied from the palette', async () => {
    cloud.person.chooses('CreatRepository_MI9Af', 'HTTPS');
    await run('repository.copyUrl');
    assert.deepEqual(cloud.person.copied, [
      'https://repo.alpha.devcloud.intest.com/Demo00228/CreatRepository_MI9Af.git',
    ]);
  });

  it('are not copied when the person leaves', async () => {
    await run('repository.copyUrl', (await rowOf('bar')).node);
    assert.deepEqual(cloud.person.copied, []);
  });

  it('are copied without a password that the server put there', async () => {
    const row = await withAddresses('with-password', { httpsUrl: 'https://user:s3cr3t@example.com/foo.git' });
    cloud.person.chooses('HTTPS');
    await run('repository.copyUrl', row.node);
    assert.doesNotMatch(cloud.person.copied[0] ?? '', /s3cr3t|user/);
  });

  it('are opened in the browser, several at once', async () => {
    const [one, other] = [await rowOf('bar'), await rowOf('test')];
    await run('repository.openInBrowser', one.node, [one.node, other.node]);
    assert.equal(cloud.person.opened.length, 2);
    for (const address of cloud.person.opened) {
      assert.match(address, new RegExp(`^${cloud.sandbox.url}/pages/\\w+/\\d+$`));
    }
  });

  for (const [number, webUrl] of [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'command:workbench.action.quit',
    'vscode://evil.extension/run',
    'https://user:s3cr3t@example.com@evil.example.com/',
    '//example.com/no-scheme',
    'no address at all',
  ].entries()) {
    it(`“${webUrl}” is not opened`, async () => {
      const row = await withAddresses(`web-${number}`, { webUrl });
      await run('repository.openInBrowser', row.node);
      const opened = cloud.person.opened.filter((address) => !address.startsWith('https://'));
      assert.deepEqual(opened, []);
      assert.doesNotMatch(cloud.person.opened.join(), /s3cr3t/);
      if (cloud.person.opened.length === 0) {
        assert.match(cloud.person.texts[0]!, /has no web page that can be opened/);
      }
    });
  }
});
