import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { useContextKeys } from './support/contextKeys';
import { run } from './support/extension';
import { type Row, rowNamed, rowsOf, tooltipOf, watchTree } from './support/rows';
import { until } from './support/until';

describe('the Image Registries view', () => {
  const keys = useContextKeys();
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.registries;
  const rowOf = async (name: string): Promise<Row> => rowNamed(await rowsOf(tree()), name);
  const iconOf = ({ item }: Row): string => (item.iconPath as { readonly id: string }).id;

  afterEach(() => run('signOut'));

  for (const [name, words, icon] of [
    ['swr-private', /^connected · SWR private · swr\.cn-north-4\.myhuaweicloud\.com · 128 images · synced /, 'check'],
    ['生产镜像仓', /^connected · SWR enterprise/, 'check'],
    ['harbor-lab', /^connecting · Harbor · 10\.20\.30\.40:8443 · 0 images · never synced$/, 'plug'],
    ['harbor-release', /^not connected · Harbor/, 'error'],
    ['0109test', /^not connected · JFrog · 100\.85\.219\.197:8082 · 0 images · synced /, 'error'],
    ['jfrog-eu', /^connected · JFrog · artifacts\.eu\.example\.com · 18,004 images · synced /, 'check'],
    ['edge-registry', /^not connected · other type · 192\.168\.7\.9:5000/, 'error'],
  ] as const) {
    it(`${name}: state, type, address, images and last synchronisation in words`, async () => {
      const row = await rowOf(name);
      assert.match(row.description, words);
      assert.equal(row.spoken, `${name}, registry: ${row.description}`);
      assert.equal(iconOf(row), icon);
    });
  }

  for (const [name, advice] of [
    ['harbor-release', /cluster that carries the jobs is not connected/],
    ['0109test', /cannot be reached from the carrier cluster/],
    ['harbor-legacy', /HSS had an internal error. Try again later/],
    ['jfrog-partner', /HSS gave no reason/],
    [
      'swr-shared-partner',
      /not documented: QUOTA_FROZEN\. A quota or resource of the account is probably used up or frozen/,
    ],
  ] as const) {
    it(`${name}: says why it is not connected, and what to do`, async () => {
      const row = await rowOf(name);
      const [first] = await rowsOf(tree(), row);
      assert.match(first!.label, advice);
      assert.match((await tooltipOf(tree(), row)).value.replace(/\\(.)/g, '$1'), advice);
    });
  }

  it('a connected registry needs no advice', async () => {
    const labels = (await rowsOf(tree(), await rowOf('harbor-dev'))).map(({ label }) => label);
    assert.equal(labels[0], 'Connection');
    assert.ok(!labels.includes('What to do') && !labels.includes('Fail reason'));
  });

  it('has every fact of the vendor’s example', async () => {
    const facts = new Map((await rowsOf(tree(), await rowOf('0109test'))).map((row) => [row.label, row.description]));
    const expected = {
      Connection: 'not connected',
      'Fail reason': 'REQUEST_API_ERROR',
      Type: 'JFrog',
      Address: '100.85.219.197:8082',
      Protocol: 'http (not encrypted: the password can be read on the way)',
      'Interface version': 'V1',
      'User name': 'admin',
      Images: '0',
      'Scan component from': 'SWR',
      'Carrier cluster ID': 'db69f3e6-887f-11ef-9825-0255ac1001b6',
      'Registry ID': 'ad7552e3-1eb7-475a-b5a4-3d28262b855e',
    };
    for (const [name, value] of Object.entries(expected)) {
      assert.equal(facts.get(name), value, name);
    }
    assert.match(facts.get('Last synchronisation')!, /^Jan 15, 2025, /);
  });

  it('asks with the IAM project of the token', async () => {
    await rowsOf(tree());
    const [request] = cloud.requests('listRegistry');
    assert.equal(request!.path, `/v5/${cloud.sandbox.projectId}/image/registries`);
    assert.deepEqual(request!.query, { offset: '0', limit: '100' });
  });

  it('is read to its end by itself, whatever total is told', async () => {
    const match = { operationId: 'listRegistry' };
    const page = (from: number): unknown => ({
      total_num: 100,
      data_list: Array.from({ length: 100 }, (_, index) => ({ id: `r${from + index}`, registry_name: 'more' })),
    });
    cloud.sandbox.faults.add({ kind: 'body', body: page(0), match, times: 1 });
    cloud.sandbox.faults.add({ kind: 'body', body: page(50), match, times: 1 });
    await rowsOf(tree());
    await until('all', async () => (await rowsOf(tree())).length === 150);
    assert.ok(!(await rowsOf(tree())).some(({ id }) => id === 'more'));
    const offsets = cloud.requests('listRegistry').map(({ query }) => query.offset);
    assert.deepEqual(offsets.slice(0, 3), ['0', '100', '200']);
  });

  it('says what went wrong, and keeps the list', async () => {
    const before = await rowsOf(tree());
    cloud.sandbox.faults.add({
      kind: 'status',
      status: 400,
      body: { error_code: 'HSS.0013', error_description: 'no', error_msg: 'no' },
      match: { operationId: 'listRegistry' },
    });
    await run('refresh');
    const [problem, ...rest] = await rowsOf(tree());
    assert.match(problem!.label, /You don't have permission for Host Security Service/);
    assert.equal(rest.length, before.length);
  });

  it('is empty in words when there is no registry', async () => {
    cloud.sandbox.faults.add({
      kind: 'body',
      body: { total_num: 0, data_list: [] },
      match: { operationId: 'listRegistry' },
    });
    assert.deepEqual(await rowsOf(tree()), []);
    assert.equal(keys.get('codeartsMirrors.registries.empty'), true);
    assert.notEqual(keys.get('codeartsMirrors.registries.filtered'), true);
  });

  it('redraws what a reading has changed, and nothing else', async () => {
    const before = await rowsOf(tree());
    const drawn = watchTree(tree());
    await run('refresh');
    cloud.sandbox.data.disconnectRegistry('jfrog-eu');
    await run('refresh');
    drawn.dispose();
    const after = await rowsOf(tree());
    const others = after.filter(({ description }, index) => description !== before[index]!.description);
    assert.ok(drawn.changed.includes(rowNamed(after, 'jfrog-eu').node));
    // Nothing but ages has grown meanwhile.
    assert.ok(drawn.changed.every((node) => others.some((row) => row.node === node)));
  });

  it('counts those that are not connected, whatever the view is filtered by', async () => {
    const disconnected = (): readonly string[] =>
      cloud.api.registries.current.registries.filter(({ state }) => state === 'disconnected').map(({ name }) => name);
    await rowsOf(tree());
    const before = disconnected();
    assert.ok(before.includes('harbor-release'));
    cloud.person.chooses('Connection state', 'connecting', '$(check) Apply');
    await run('filter');
    assert.deepEqual(
      (await rowsOf(tree())).map(({ label }) => label),
      ['swr-enterprise-staging', 'harbor-lab'],
    );
    assert.deepEqual(disconnected(), before);
    await run('clearFilter');
    cloud.sandbox.data.disconnectRegistry('swr-private');
    await run('refresh');
    assert.ok(disconnected().includes('swr-private'));
    cloud.sandbox.data.connectRegistry('swr-private');
  });

  it('that are not connected are in the menu of the status bar, each with what can be done', async () => {
    await rowsOf(tree());
    cloud.person.chooses('harbor-release', 'Copy the address');
    await run('statusMenu');
    const [menu, remedies] = cloud.person.picks;
    const item = menu!.items.find(({ label }) => label === '$(error) harbor-release');
    assert.equal(item!.description, 'Image registry · not connected · Harbor');
    assert.ok(!menu!.items.some(({ label }) => label.includes('swr-private')));
    assert.equal(remedies!.title, 'harbor-release');
    assert.equal(remedies!.items.length, 3);
    assert.deepEqual(cloud.person.copied, ['harbor.release.example.com']);
  });

  it('copies an address, from a row and from the palette', async () => {
    await run('registry.copyAddress', (await rowOf('0109test')).node);
    cloud.person.chooses('jfrog-eu');
    await run('registry.copyAddress');
    assert.deepEqual(cloud.person.copied, ['100.85.219.197:8082', 'artifacts.eu.example.com']);
  });
});
