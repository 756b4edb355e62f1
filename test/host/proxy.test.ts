import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type ConnectProxy, startConnectProxy } from '../support/connectProxy';
import { setEndpoints, useCloud } from './support/cloud';
import { run } from './support/extension';
import { logLines } from './support/logLines';
import { type Row, rowsOf, tooltipOf } from './support/rows';

/** VS Code sends what is for this computer past any proxy, so that the cloud has a made-up name here. */
const HOST = 'cloud.codearts.test';
const CREDENTIALS = 'planted-user:planted-pw';

describe('a proxy with a password', () => {
  const cloud = useCloud({ repositories: 0 });
  let proxy: ConnectProxy;

  beforeEach(async () => {
    proxy = await startConnectProxy({ hosts: {}, credentials: CREDENTIALS });
    await setProxy('proxy', `http://${CREDENTIALS}@127.0.0.1:${proxy.port}`);
    const all = ['iam', 'repo', 'hss', 'projectman', 'pipeline'].map((name) => [name, `https://${HOST}`]);
    await setEndpoints(Object.fromEntries(all) as Record<string, string>);
  });
  afterEach(async () => {
    const { url } = cloud.sandbox;
    await setEndpoints({ iam: url, repo: url, hss: url, projectman: url, pipeline: url });
    await setProxy('proxy', undefined);
    await setProxy('proxyAuthorization', undefined);
    await proxy.close();
  });

  /** Reads again, and returns the row that says what failed. Whatever is said or logged of it holds no password. */
  async function problem(): Promise<Row> {
    const logged = logLines().length;
    await run('refresh');
    const [row] = await rowsOf(cloud.api.views.repositories);
    const { value } = await tooltipOf(cloud.api.views.repositories, row!);
    const lines = logLines().slice(logged);
    assert.ok(lines.some((line) => line.startsWith('error:') && line.includes('listUserAllRepositories')));
    for (const text of [row!.label, row!.spoken, value, ...lines, ...cloud.person.texts]) {
      assert.ok(!text.includes('planted'), text);
    }
    assert.deepEqual(cloud.requests(), [], 'nothing arrives in another way');
    return row!;
  }

  it('that is not there: says so', async () => {
    await proxy.close();
    const { label, description } = await problem();
    assert.equal(label, 'The proxy refused the connection. Check the proxy settings of the editor.');
    assert.equal(description, 'Open Proxy Settings');
  });

  it('that wants another password: says where it belongs', async () => {
    proxy.refuse(407);
    const { label, description } = await problem();
    assert.ok(proxy.tunnels.some(({ authority, authorization }) => authority === `${HOST}:443` && authorization));
    assert.match(label, /asks for a user name and a password.*in the setting http\.proxy/u);
    assert.equal(description, 'Open Proxy Settings');
  });

  it('that is given in http.proxyAuthorization only: says that VS Code does not pass it on', async () => {
    await setProxy('proxy', `http://127.0.0.1:${proxy.port}`);
    await setProxy('proxyAuthorization', `Basic ${Buffer.from(CREDENTIALS).toString('base64')}`);
    const before = proxy.tunnels.length;
    const { label } = await problem();
    assert.match(label, /does not use http\.proxyAuthorization for extensions/u);
    assert.deepEqual([...new Set(proxy.tunnels.slice(before).map(({ status }) => status))], [407]);
  });

  it('that forbids the host: nobody is blamed for a missing right', async () => {
    proxy.refuse(403);
    const { label } = await problem();
    assert.match(label, /^The answer could not be read\. A proxy/u);
  });
});

async function setProxy(name: string, value: string | undefined): Promise<void> {
  await vscode.workspace.getConfiguration('http').update(name, value, vscode.ConfigurationTarget.Global);
}
