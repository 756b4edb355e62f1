import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { rowNamed, rowsOf, type Row } from './support/rows';

/** `git ls-remote`, with a password or without, and without the settings of the machine. */
async function lsRemote(address: string, user?: { readonly name: string; readonly password: string }): Promise<string> {
  const basic = Buffer.from(`${user?.name ?? ''}:${user?.password ?? ''}`).toString('base64');
  const header = user === undefined ? [] : ['-c', `http.extraHeader=Authorization: Basic ${basic}`];
  const env = { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: 'false', no_proxy: '127.0.0.1' };
  const settings = ['-c', 'credential.helper=', '-c', 'core.askPass=false'];
  return (await promisify(execFile)('git', [...settings, ...header, 'ls-remote', address], { env })).stdout;
}

describe('sample data', () => {
  const cloud = useCloud({ repositories: 0, signedIn: false });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const rowIn = async (project: string): Promise<Row> => {
    const [row] = await rowsOf(tree(), rowNamed(await rowsOf(tree()), project));
    return row ?? assert.fail(project);
  };
  before(() => run('openSandbox'));
  after(() => run('signOut'));

  it('can be cloned with the name and the password that the copied address is shown with', async () => {
    const row = await rowIn('Payments Platform');
    cloud.person.chooses('HTTPS').presses('Copy Password');
    await run('repository.copyUrl', row.node);
    const [address = '', password = ''] = cloud.person.copied;
    assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/git\/payments\/[^@]+\.git$/);
    const name = /User name: (\S+)$/.exec(cloud.person.texts[0] ?? '')?.[1] ?? '';
    assert.match(await lsRemote(address, { name, password }), /refs\/heads\/main|^$/);
    await assert.rejects(lsRemote(address));
    await assert.rejects(lsRemote(address, { name, password: `${password}x` }));
    assert.ok(!cloud.person.texts.join().includes(password), 'the password is not shown');
  });

  it('is opened in the browser on this computer', async () => {
    const row = await rowIn('Payments Platform');
    await run('repository.openInBrowser', row.node);
    const [address = ''] = cloud.person.opened;
    assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/pages\//);
    assert.ok((await (await fetch(address)).text()).includes(`<bdi>${row.label}</bdi>`));
  });

  it('offers no password for addresses elsewhere', async () => {
    cloud.person.chooses('HTTPS').presses('Copy Password');
    // An example of the vendor, whose address is the vendor's.
    await run('repository.copyUrl', { type: 'repository', repositoryId: 2111985337 });
    assert.deepEqual(cloud.person.copied, ['https://codehub.devcloud.cn-north-4.huaweicloud.com/foo/bar.git']);
    assert.deepEqual(cloud.person.texts, []);
  });
});
