import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { rowsOf } from './support/rows';
import { until } from './support/until';

/** As the editor has it, before a person of the tests stands in for it. */
const createQuickPick = vscode.window.createQuickPick.bind(vscode.window);

describe('a list to choose from that is still being read', () => {
  const cloud = useCloud({ repositories: 421 });
  const TOTAL = 440;
  const match = { operationId: 'listUserAllRepositories' };
  const isMore = ({ label }: vscode.QuickPickItem): boolean => label.includes('Load more repositories');
  const labels = (index: number): readonly string[] => cloud.person.picks[index]!.items.map(({ label }) => label);

  afterEach(() => run('signOut'));

  it('is shown at once, and grows without losing what was typed or what is about to be chosen', async () => {
    let pick: vscode.QuickPick<vscode.QuickPickItem> | undefined;
    const stub = Object.getOwnPropertyDescriptor(vscode.window, 'createQuickPick')!;
    const value = (): unknown => (pick = createQuickPick());
    Object.defineProperty(vscode.window, 'createQuickPick', { ...stub, value });
    try {
      cloud.sandbox.faults.add({ kind: 'latency', ms: 500, match });
      const choosing = run('repository.copyUrl');
      await until('the list', () => pick !== undefined && pick.items.length > 0);
      assert.equal(pick!.items.length, 200);
      assert.ok(pick!.busy);
      pick!.value = 'service';
      const wanted = pick!.items.filter(({ label }) => label.includes('service'))[2]!;
      pick!.activeItems = [wanted];
      await until('all', () => pick!.items.length === TOTAL && !pick!.busy);
      assert.ok(!pick!.items.some(isMore), 'nobody has to ask for more');
      assert.equal(pick!.value, 'service');
      await until('the same row', () => pick!.activeItems[0]?.label === wanted.label);
      pick!.hide();
      await choosing;
    } finally {
      Object.defineProperty(vscode.window, 'createQuickPick', stub);
    }
  });

  it('says why it could not be read on, keeps what it has, and can be asked again', async () => {
    const tree = cloud.api.views.repositories;
    cloud.sandbox.faults.add({ kind: 'latency', ms: 50, match });
    await run('refresh');
    cloud.sandbox.faults.add({ kind: 'html', match });
    await until('the failure', async () => (await rowsOf(tree))[0]?.id === 'problem');
    cloud.person.chooses((items) => {
      cloud.sandbox.faults.clear();
      return items.find(isMore);
    });
    await run('repository.copyUrl');
    assert.match(cloud.person.picks[0]!.items.at(-1)!.detail ?? '', /proxy or login page/);
    assert.ok(labels(1).length > labels(0).length);
  });
});
