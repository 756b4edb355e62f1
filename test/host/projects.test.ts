import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { type Row, rowNamed, rowsOf, settledRows } from './support/rows';

const PROJECT = 'demo_project';

describe('the row of a project', () => {
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const project = async (): Promise<Row> => rowNamed(await rowsOf(tree()), PROJECT);
  const started = (): readonly string[] =>
    cloud.requests('startRemoteMirrorSynchronization').map(({ path }) => /repositories\/(\d+)/.exec(path)?.[1] ?? path);

  before(() => {
    const { data } = cloud.sandbox;
    for (const { name, id } of data.repositories().filter((each) => each.project.name === PROJECT)) {
      data.setMirror(id, { url: data.addUpstream(`oss/${name}`), update_status: 'finished', ...fresh() });
    }
    for (const name of ['failed', 'forgotten']) {
      const { id } = data.addRepository({ name, project: PROJECT, commits: 0 });
      const old = { update_status: name === 'failed' ? 'failed' : 'finished', mirroring_enabled: true };
      data.setMirror(id, { url: data.addUpstream(`oss/${name}`), ...old });
    }
    data.removeMirror(data.addRepository({ name: 'plain', project: PROJECT }).id, 'notFound');
  });

  function fresh(): { readonly last_successful_update_at: string } {
    return { last_successful_update_at: new Date(Date.now() - 3600_000).toISOString() };
  }

  it('syncs what needs it after it has checked what was not, and leaves the others alone', async () => {
    await run('refresh');
    const row = await project();
    assert.match(row.description, /not checked$/);
    assert.deepEqual(row.contexts, ['group', 'project']);
    cloud.forgetRequests();
    await run('project.sync', row.node);
    const ids = ['failed', 'forgotten'].map((name) => String(cloud.sandbox.data.repository(name).id));
    assert.deepEqual([...started()].sort(), [...ids].sort());
    assert.match(cloud.person.progress[0]!.title, /^Checking the mirrors of demo_project$/);
    assert.equal(cloud.person.texts.at(-1), '2 of 2 mirrors are synced.');
  });

  it('says that there is nothing to do, and can be asked for from the palette', async () => {
    await settledRows(tree(), PROJECT);
    cloud.forgetRequests();
    cloud.person.chooses(PROJECT);
    await run('project.sync');
    assert.equal(cloud.person.picks[0]!.placeHolder, 'Select a project');
    assert.deepEqual(started(), []);
    assert.equal(cloud.person.texts.at(-1), 'No problems in the mirrors of demo_project checked so far.');
  });

  it('checks all its mirrors again, and says what could not be', async () => {
    const rows = await settledRows(tree(), PROJECT);
    cloud.forgetRequests();
    await run('project.check', (await project()).node);
    assert.equal(cloud.requests('showRemoteMirror').length, rows.length);
    assert.equal(cloud.person.texts.at(-1), 'No problems in the mirrors of demo_project checked so far.');
  });

  it('gives its name and its CodeArts project ID to the clipboard', async () => {
    const { node } = await project();
    await run('project.copyName', node);
    await run('project.copyId', node);
    assert.deepEqual(cloud.person.copied, [PROJECT, '4838955a48e2492bbe44b31bc4c272f6']);
  });
});
