import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { type Row, rowNamed, rowsOf, settledRows } from './support/rows';
import { until } from './support/until';

describe('signing in while signed in', () => {
  const cloud = useCloud({ repositories: 30 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;

  afterEach(() => run('signOut'));

  async function largest(): Promise<Row> {
    const groups = await rowsOf(tree());
    return [...groups].sort((a, b) => Number.parseInt(b.description) - Number.parseInt(a.description))[0]!;
  }

  it('keeps the rows, and reads what was being read', async () => {
    const group = await largest();
    const match = { operationId: 'showRemoteMirror' };
    cloud.sandbox.faults.add({ kind: 'latency', ms: 300, match });
    await rowsOf(tree(), group);
    await until('the first mirrors', () => cloud.requests(match.operationId).length >= 4);
    await cloud.signIn();
    cloud.sandbox.faults.clear();
    await until('every mirror', async () => {
      const rows = await Promise.all((await rowsOf(tree())).map((row) => row));
      const own = await Promise.resolve(tree().getChildren(rowNamed(rows, group.label).node));
      return (own ?? []).length > 0;
    });
    await settledRows(tree(), group.label);
  });

  it('leaves no row without words', async () => {
    const group = await largest();
    const rows = await rowsOf(tree(), group);
    cloud.sandbox.faults.add({ kind: 'latency', ms: 300, match: { operationId: 'showRemoteMirror' } });
    await run('refresh');
    await cloud.signIn();
    cloud.sandbox.faults.clear();
    await until('words on every row', async () => {
      const drawn = await Promise.all(rows.map(({ node }) => tree().getTreeItem(node)));
      return drawn.every(({ description }) => description !== '' && description !== 'checking…');
    });
  });

  it('changes the hours after which a mirror is out of date at once', async () => {
    await settledRows(tree(), 'demo_project');
    await run('mirror.checkAll');
    const stale = (): number => cloud.api.health.current.problems.filter(({ severity }) => severity === 'stale').length;
    const before = stale();
    assert.ok(before > 0);
    const settings = vscode.workspace.getConfiguration('codeartsMirrors');
    await settings.update('staleAfterHours', 8760, vscode.ConfigurationTarget.Global);
    try {
      await until('fewer', () => stale() < before, 3000);
    } finally {
      await settings.update('staleAfterHours', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
