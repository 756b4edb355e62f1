import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { FaultEffect } from '../../src/sandbox/index';
import { accounts, useCloud } from './support/cloud';
import { run } from './support/extension';
import { rowNamed, rowsOf, settledRows, tooltipOf } from './support/rows';

const envelope = (code: string): unknown => ({ error: { code, message: 'The vendor’s words' }, status: 'failed' });
const flat = (code: string): unknown => ({ error_code: code, error_msg: 'The vendor’s words' });

const OUTAGES: readonly (readonly [string, FaultEffect, message: RegExp, remedy: string | undefined])[] = [
  ['the connection breaks', { kind: 'reset' }, /could not be reached. Check the network/, 'refresh'],
  ['HTTP 500', { kind: 'status', status: 500 }, /error of its own/, 'refresh'],
  ['HTTP 503 with a page', { kind: 'html', status: 503 }, /error of its own/, 'refresh'],
  ['a page instead of JSON', { kind: 'html' }, /could not be read. A proxy or login page/, 'showLog'],
  ['JSON that ends too early', { kind: 'body', body: '{"result": {"total": 3' }, /could not be read/, 'showLog'],
  ['JSON of another shape', { kind: 'body', body: [] }, /could not be read/, 'showLog'],
  ['half an answer', { kind: 'cutBody' }, /could not be (reached|read)/, 'refresh'],
  ['HTTP 403', { kind: 'status', status: 403, body: envelope('CH.080403') }, /do not have the right/, 'showLog'],
  [
    'HTTP 404 of the gateway',
    { kind: 'status', status: 404, body: flat('APIGW.0101') },
    /region or an/,
    'openSettings',
  ],
  ['HTTP 401 without rights', { kind: 'status', status: 401, body: envelope('CH.080401') }, /no access/, 'refresh'],
  ['HTTP 429', { kind: 'status', status: 429, retryAfter: 0 }, /asks to slow down/, 'refresh'],
  ['a failure with HTTP 200', { kind: 'body', body: envelope('CH.000001') }, /error of its own/, 'refresh'],
  ['another host', { kind: 'redirect' }, /to another host. It was not sent there/, 'showLog'],
];

describe('when the list cannot be read:', () => {
  const cloud = useCloud({ repositories: 8 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const match = { operationId: 'listUserAllRepositories' };

  for (const [name, effect, message, remedy] of OUTAGES) {
    it(`${name}: says so, offers a remedy, keeps the list and the session`, async () => {
      const before = await rowsOf(tree());
      cloud.sandbox.faults.add({ ...effect, match });
      await run('refresh');
      const [problem, ...groups] = await rowsOf(tree());
      assert.match(problem!.label, message);
      assert.equal(problem!.item.command?.command, remedy && `codeartsMirrors.${remedy}`);
      assert.equal(problem!.description, problem!.item.command?.title, 'the remedy is on the row');
      assert.match(problem!.spoken, /^Error: .* Press Enter for: /);
      assert.deepEqual(
        groups.map(({ id }) => id),
        before.map(({ id }) => id),
      );
      assert.equal((await accounts()).length, 1);
      assert.deepEqual(cloud.person.texts, [], 'nothing pops up');

      cloud.sandbox.faults.clear();
      await run('refresh');
      assert.deepEqual(
        (await rowsOf(tree())).map(({ id }) => id),
        before.map(({ id }) => id),
      );
    });
  }

  it('the vendor’s own words and the request ID are in the tooltip', async () => {
    cloud.sandbox.faults.add({ kind: 'status', status: 403, body: envelope('CH.080403'), match });
    await run('refresh');
    const [problem] = await rowsOf(tree());
    const { value } = await tooltipOf(tree(), problem!);
    assert.match(value, /HTTP 403 · CH\.080403 · The vendor’s words · request ID [0-9a-f]{32}/);
    await run('refresh');
  });

  it('a write is not repeated, a read up to three times', async () => {
    cloud.sandbox.faults.add({ kind: 'status', status: 500, match });
    await run('refresh');
    assert.equal(cloud.requests('listUserAllRepositories').length, 3);
    cloud.sandbox.faults.clear();
    cloud.sandbox.faults.add({ kind: 'status', status: 500, match: { operationId: 'associateRemoteMirror' } });
    cloud.sandbox.data.addRepository({ name: 'to-be-a-mirror', project: 'demo_project', commits: 0 });
    await run('refresh');
    const row = rowNamed(await settledRows(tree(), 'demo_project'), 'to-be-a-mirror');
    await run('mirror.associate', row.node, { url: 'https://example.com/foo/bar.git' });
    assert.equal(cloud.requests('associateRemoteMirror').length, 1);
  });

  it('the first time: there is the problem and nothing else', async () => {
    await run('signOut');
    await cloud.signIn();
    cloud.sandbox.faults.add({ kind: 'html', match });
    assert.deepEqual(
      (await rowsOf(tree())).map(({ id }) => id),
      ['problem'],
    );
  });

  it('names of the projects: the list is there all the same', async () => {
    await run('signOut');
    await cloud.signIn();
    cloud.sandbox.faults.add({ kind: 'status', status: 403, match: { operationId: 'listCodeArtsProjects' } });
    const rows = await rowsOf(tree());
    assert.ok(rows.every(({ contexts }) => contexts.includes('group')));
    assert.ok(rows.length > 1);
  });

  it('there is no network: says so', async () => {
    await run('refresh');
    await cloud.sandbox.close();
    await run('refresh');
    const [problem] = await rowsOf(tree());
    assert.match(problem!.label, /could not be reached. Check the network/);
    assert.equal(problem!.item.command?.command, 'codeartsMirrors.refresh');
  });
});
