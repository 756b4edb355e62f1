import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { RepositoryRecord } from '../../src/sandbox/index';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { type Row, settledRows } from './support/rows';
import { until } from './support/until';

const MAIN = 'refs/heads/main';
const OVERWRITE = 'Overwrite';

describe('overwriting a mirror with its source', () => {
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const started = (): number => cloud.requests('startRemoteMirrorSynchronization').length;

  async function rows(...names: readonly string[]): Promise<readonly [Row, ...Row[]]> {
    const all = await settledRows(tree(), 'demo_project');
    const [first, ...others] = all.filter(({ label }) => names.includes(label));
    assert.ok(first);
    assert.equal(others.length + 1, names.length);
    return [first, ...others];
  }

  interface Diverged extends RepositoryRecord {
    /** Commits on its branch and on that of its source. */
    readonly own: string;
    readonly theirs: string;
  }

  /** A repository that has been synced, and has got a commit of its own, as its source has. */
  async function diverged(name: string): Promise<Diverged> {
    const { data } = cloud.sandbox;
    const source = `oss/${name}`;
    const repository = data.addRepository({ name, project: 'demo_project', commits: 0 });
    data.setMirror(repository.id, { url: data.addUpstream(source), update_status: 'none' });
    await run('refresh');
    await run('mirror.sync', (await rows(name))[0].node);
    assert.match(cloud.person.texts[0] ?? '', /is synced/);
    const own = await data.commitRepository(repository.id, { file: 'own.txt' });
    const theirs = await data.commitUpstream(source, { file: 'theirs.txt' });
    cloud.person.forget();
    cloud.forgetRequests();
    return { ...repository, own, theirs };
  }

  const head = async ({ id }: RepositoryRecord): Promise<string | undefined> =>
    (await cloud.sandbox.data.repositoryRefs(id)).get(MAIN);

  it('asks first: says what is lost, and sends nothing when the person leaves', async () => {
    const repository = await diverged('kept');
    await run('mirror.overwrite', (await rows('kept'))[0].node);
    const [question, ...more] = cloud.person.messages;
    assert.deepEqual(more, []);
    assert.equal(question?.text, 'Overwrite kept with its source?');
    assert.deepEqual([question.modal, question.severity, question.buttons], [true, 'warning', [OVERWRITE]]);
    assert.match(question.detail, /Commits that only the repository has are lost\. This can’t be undone\.$/);
    assert.equal(started(), 0);
    assert.equal(await head(repository), repository.own);
  });

  it('lets the source win, where a sync alone fails', async () => {
    const repository = await diverged('replaced');
    const [row] = await rows('replaced');
    await run('mirror.sync', row.node);
    assert.match(cloud.person.texts[0] ?? '', /^replaced: sync failed\. .*diverged/);
    assert.equal(await head(repository), repository.own);
    cloud.person.forget();

    cloud.person.presses(OVERWRITE);
    await run('mirror.overwrite', row.node);
    assert.match(cloud.person.texts[1] ?? '', /^replaced is synced: last success \d/);
    assert.equal(await head(repository), repository.theirs);
  });

  it('is what the message of a diverged mirror offers', async () => {
    const repository = await diverged('offered');
    cloud.person.presses('Sync and Overwrite…', OVERWRITE);
    await run('mirror.sync', (await rows('offered'))[0].node);
    // The command has ended by then: nobody waits for whoever presses a button of its message.
    await until('the result', () => cloud.person.messages.length === 3);
    const [failure, question, result] = cloud.person.messages;
    assert.equal(failure?.buttons[0], 'Sync and Overwrite…');
    assert.equal(question?.text, 'Overwrite offered with its source?');
    assert.match(result?.text ?? '', /^offered is synced/);
    assert.equal(await head(repository), repository.theirs);
  });

  it('several rows: one question, with the number of those that have a mirror', async () => {
    const all = [await diverged('one'), await diverged('two')];
    const selected = await rows('one', 'two', 'CreatRepository_MI9Af');
    cloud.person.presses(OVERWRITE);
    await run(
      'mirror.overwrite',
      selected[0].node,
      selected.map(({ node }) => node),
    );
    const [question, result] = cloud.person.texts;
    assert.equal(question, 'Overwrite 2 mirrors with their sources?');
    assert.match(result ?? '', /^2 of 2 mirrors are synced\. Skipped 1 of 3: no mirror\.$/);
    assert.equal(started(), 2);
    for (const repository of all) {
      assert.equal(await head(repository), repository.theirs);
    }
  });

  it('from the palette: offers mirrors only, and says in the question which one was chosen', async () => {
    await rows('CreatRepository_MI9Af');
    cloud.person.chooses('kept');
    await run('mirror.overwrite');
    const names = cloud.person.picks[0]?.items.map(({ label }) => label) ?? [];
    assert.ok(names.includes('bar') && !names.includes('CreatRepository_MI9Af'));
    assert.deepEqual(cloud.person.texts, ['Overwrite kept with its source?']);
    assert.equal(started(), 0);
  });
});
