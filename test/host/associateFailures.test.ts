import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { FaultEffect } from '../../src/sandbox/index';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { redrawn, type Row, rowNamed, settledRows } from './support/rows';
import { until } from './support/until';

const SOURCE = 'https://example.com/foo/bar.git';
const refusal = (status: number, code: string): FaultEffect => ({
  kind: 'status',
  status,
  body: { error_code: code, error_msg: 'The vendor’s words' },
});

describe('when associating fails:', () => {
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const match = { operationId: 'associateRemoteMirror' };
  let row: Row;
  let number = 0;

  beforeEach(async () => {
    number += 1;
    cloud.sandbox.data.addRepository({ name: `plain-${number}`, project: 'demo_project', commits: 0 });
    await run('refresh');
    row = rowNamed(await settledRows(tree(), 'demo_project'), `plain-${number}`);
    cloud.forgetRequests();
  });

  async function associate(fault: FaultEffect): Promise<string> {
    cloud.sandbox.faults.add({ ...fault, match });
    await run('mirror.associate', row.node, { url: SOURCE });
    const [message] = cloud.person.messages;
    assert.equal(message!.severity, 'error');
    assert.equal(cloud.requests('associateRemoteMirror').length, 1, 'a write is sent once');
    return message!.text;
  }

  const id = (): number => Number(row.id.replace('repository/', ''));

  for (const [name, fault, reason] of [
    ['no right', refusal(403, 'CH.00401001'), /right to do this.*“Set” is needed/],
    ['no such repository', refusal(404, 'CH.00402000'), /repository was not found/],
    ['a bad parameter', refusal(400, 'CH.080002'), /refused the request as invalid/],
    ['too many requests', { kind: 'status', status: 429, retryAfter: 0 }, /asks to slow down/],
    ['a service that is closed', { kind: 'status', status: 503 }, /error of its own/],
  ] as const) {
    it(`${name}: says that the mirror was not set, and why`, async () => {
      const text = await associate(fault);
      assert.match(text, new RegExp(`^The mirror of plain-${number} was not set\\. `));
      assert.match(text, reason);
      assert.equal((await redrawn(tree(), row)).description, 'no mirror');
    });
  }

  for (const [name, fault] of [
    ['the connection breaks after sending', { kind: 'reset', after: true }],
    ['half of the answer arrives', { kind: 'cutBody' }],
  ] as const) {
    it(`${name}: looks it up, and says what is there`, async () => {
      cloud.sandbox.faults.add({ ...fault, match });
      await run('mirror.associate', row.node, { url: SOURCE });
      const [message] = cloud.person.messages;
      assert.equal(message!.severity, 'info');
      assert.match(message!.text, /^plain-\d+ is set up/);
      assert.equal(cloud.requests('associateRemoteMirror').length, 1, 'a write is sent once');
      assert.equal(cloud.sandbox.data.mirror(id())?.url, SOURCE, 'it has happened');
      await until('the row of a mirror', async () => (await redrawn(tree(), row)).contexts.includes('mirror'));
    });
  }

  it('a gateway that gave up: says that it may have happened', async () => {
    assert.match(
      await associate({ kind: 'status', status: 504 }),
      /^No answer arrived, and Huawei Cloud does not report the new source of plain-/,
    );
    await until('the row as it is', async () => (await redrawn(tree(), row)).contexts.includes('noMirror'));
  });

  it('the vendor’s words are one click away', async () => {
    await associate(refusal(403, 'CH.00401001'));
    assert.ok(cloud.person.messages[0]!.buttons.includes('Show Details'));
  });

  it('the mirror there is cannot be read: nothing is sent', async () => {
    cloud.sandbox.faults.add({ kind: 'html', match: { operationId: 'showRemoteMirror' } });
    cloud.person.types(SOURCE);
    await run('mirror.associate', row.node);
    await until('a message', () => cloud.person.messages.length > 0);
    assert.deepEqual(cloud.requests('associateRemoteMirror'), []);
    assert.deepEqual(cloud.person.inputs, []);
  });

  it('nobody is signed in: offers to sign in', async () => {
    await run('signOut');
    cloud.person.forget();
    await run('mirror.associate', row.node, { url: SOURCE });
    const [message] = await until('a message', () => cloud.person.messages.length > 0 && cloud.person.messages);
    assert.ok(message!.buttons.includes('Sign In'));
  });
});
