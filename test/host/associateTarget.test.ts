import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { redrawn, type Row, rowNamed, settledRows, tooltipOf } from './support/rows';
import { until } from './support/until';

describe('associating a repository that may hold commits', () => {
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const sent = (): number => cloud.requests('associateRemoteMirror').length;
  let source = '';
  before(() => {
    source = cloud.sandbox.data.addUpstream('oss/for-targets');
  });

  async function rowWith(name: string, commits: number): Promise<Row> {
    cloud.sandbox.data.addRepository({ name, project: 'demo_project', commits });
    await run('refresh');
    return rowNamed(await settledRows(tree(), 'demo_project'), name);
  }

  it('says so before, and sends nothing when the person does not want that', async () => {
    const row = await rowWith('in-use', 4);
    await run('mirror.associate', row.node, { url: source });
    const [question] = cloud.person.messages;
    assert.ok(question!.modal);
    assert.equal(question!.text, 'in-use is not empty.');
    assert.match(question!.detail, /Branches: 3\nDefault branch: main\n.*diverged/);
    assert.deepEqual(question!.buttons, ['Associate Anyway']);
    assert.equal(sent(), 0);
  });

  it('associates all the same when the person wants that, and says “diverged” after', async () => {
    const row = await rowWith('in-use-too', 4);
    cloud.person.presses('Associate Anyway');
    await run('mirror.associate', row.node, { url: source });
    assert.equal(sent(), 1);
    const id = Number(row.id.replace('repository/', ''));
    await cloud.sandbox.data.synchronised(id);
    await run('refresh');
    const failing = await until('the row of a failing mirror', async () => {
      const now = await redrawn(tree(), row);
      return now.description.includes('failed') && now;
    });
    assert.match((await tooltipOf(tree(), failing)).value, /diverged/i);
  });

  it('asks nothing about an empty one, whose first synchronisation succeeds', async () => {
    const row = await rowWith('empty', 0);
    await run('mirror.associate', row.node, { url: source });
    assert.deepEqual(
      cloud.person.messages.filter(({ modal }) => modal),
      [],
    );
    const id = Number(row.id.replace('repository/', ''));
    await cloud.sandbox.data.synchronised(id);
    assert.equal(cloud.sandbox.data.mirror(id)?.update_status, 'finished');
  });

  it('claims nothing where it could not be read', async () => {
    const row = await rowWith('unread', 4);
    const id = Number(row.id.replace('repository/', ''));
    cloud.sandbox.data.removeMirror(id, 'null');
    cloud.sandbox.faults.add({ kind: 'status', status: 403, match: { operationId: 'showRepository' } });
    await run('mirror.associate', row.node, { url: source });
    assert.deepEqual(
      cloud.person.messages.filter(({ modal }) => modal),
      [],
    );
    assert.equal(sent(), 1);
  });
});
