import assert from 'node:assert/strict';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { kept } from './support/kept';
import { type Row, rowsOf, settledRows } from './support/rows';
import { until } from './support/until';

/** With the vendor’s examples and the biting names, seven pages. */
const DRAWN = 600;

describe('a token that ends while it is used', () => {
  const cloud = useCloud({ repositories: DRAWN });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const list = { operationId: 'listUserAllRepositories' };
  const pages = (): readonly (string | undefined)[] =>
    cloud.requests(list.operationId).map(({ query }) => query.page_index);
  const groupsOf = (rows: readonly Row[]): readonly string[] =>
    rows.filter(({ contexts }) => contexts.includes('group')).map(({ id }) => id);
  const prompts = (): number => cloud.person.messages.filter(({ buttons }) => buttons.includes('Sign In')).length;

  afterEach(() => run('signOut'));

  it('in the middle of paging: asks once, keeps the list and sends nothing more', async () => {
    cloud.sandbox.faults.add({ kind: 'latency', ms: 100, match: list });
    const before = await rowsOf(tree());
    cloud.sandbox.faults.add({ kind: 'expireToken', match: list });
    await until('the prompt', () => prompts() > 0);
    const after = await rowsOf(tree());
    assert.deepEqual(groupsOf(after), groupsOf(before));
    assert.match(after[0]!.label, /has expired: a token lives for 24 hours/);
    assert.equal(after[0]!.item.command?.command, 'codeartsMirrors.signIn');

    cloud.forgetRequests();
    await rowsOf(tree(), after[1]);
    await rowsOf(tree());
    await rowsOf(cloud.api.views.registries);
    assert.deepEqual(cloud.requests(), []);
    assert.equal(prompts(), 1);
    assert.match(cloud.person.texts[0]!, /What was read before stays on screen/);
  });

  it('while several mirrors are read: asks once', async () => {
    await rowsOf(tree());
    cloud.sandbox.faults.add({ kind: 'latency', ms: 100, match: { operationId: 'showRemoteMirror' } });
    cloud.sandbox.faults.add({ kind: 'expireToken', match: { operationId: 'showRemoteMirror' } });
    const rows = await settledRowsAfterExpiry();
    assert.ok(rows.length > 4);
    assert.equal(prompts(), 1);
    assert.ok(cloud.requests('showRemoteMirror').length <= 4, 'the queue is given up');
  });

  it('and signing in again goes on where it stopped', async () => {
    cloud.sandbox.faults.add({ kind: 'latency', ms: 100, match: list });
    const before = groupsOf(await rowsOf(tree()));
    cloud.sandbox.faults.add({ kind: 'expireToken', match: list });
    await until('the prompt', () => prompts() > 0);
    cloud.sandbox.faults.clear();
    cloud.forgetRequests();
    await cloud.signIn();
    await until('a list without a problem', async () => {
      const [first] = await rowsOf(tree());
      return first?.id !== 'problem';
    });
    await until('the rest', () => pages().includes('7'));
    const after = groupsOf(await rowsOf(tree()));
    assert.deepEqual(
      after.filter((id) => before.includes(id)),
      before,
    );
    assert.ok(!pages().includes('1'), 'what was there is not read again');
    assert.ok(!(await rowsOf(tree())).some(({ id }) => id === 'more' || id === 'problem'));
    await settledRows(tree(), 'demo_project');
  });

  it('the button of the prompt leads to the sign-in', async () => {
    await rowsOf(tree());
    cloud.sandbox.faults.add({ kind: 'expireToken', times: 1 });
    cloud.person.presses('Sign In');
    await run('refresh');
    await until('the sign-in', () => cloud.person.inputs.length > 0);
    assert.match(cloud.person.inputs[0]!.title, /^Sign In to Huawei Cloud: Token/, 'what is known is not asked again');
  });

  it('is said also where the disk keeps the windows from agreeing on who says it', async () => {
    await rowsOf(tree());
    const leases = path.join((await kept()).folder, 'leases');
    await rename(leases, `${leases}-away`).catch(() => undefined);
    await writeFile(leases, 'no folder');
    try {
      cloud.sandbox.faults.add({ kind: 'expireToken', times: 1 });
      await run('refresh');
      await until('the prompt', () => prompts() > 0);
    } finally {
      await rm(leases);
      await rename(`${leases}-away`, leases).catch(() => undefined);
    }
    assert.equal(prompts(), 1);
  });

  it('a refusal for one repository is no end of the session', async () => {
    await rowsOf(tree());
    cloud.sandbox.faults.add({
      kind: 'status',
      status: 401,
      body: { error: { code: 'CH.080401', message: 'no' }, status: 'failed' },
      match: { operationId: 'showRemoteMirror' },
    });
    const rows = await settledRows(tree(), 'demo_project');
    assert.deepEqual(new Set(rows.map(({ description }) => description)), new Set(['not read: deleted or no access']));
    assert.equal(prompts(), 0);
  });

  async function settledRowsAfterExpiry(): Promise<readonly Row[]> {
    const groups = await rowsOf(tree());
    const largest = [...groups].sort((a, b) => Number.parseInt(b.description) - Number.parseInt(a.description))[0];
    await rowsOf(tree(), largest);
    await until('the prompt', () => prompts() > 0);
    return rowsOf(tree(), largest);
  }
});
