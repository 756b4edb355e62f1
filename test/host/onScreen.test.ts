import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { redrawn, type Row, rowsOf, settledRows } from './support/rows';
import { until } from './support/until';

describe('what is on screen', () => {
  const cloud = useCloud({ repositories: 30 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;

  afterEach(() => run('signOut'));

  async function largest(): Promise<Row> {
    const groups = await rowsOf(tree());
    return [...groups].sort((a, b) => Number.parseInt(b.description) - Number.parseInt(a.description))[0]!;
  }

  it('is read on after signing in again while it is being read', async () => {
    const group = await largest();
    const match = { operationId: 'showRemoteMirror' };
    cloud.sandbox.faults.add({ kind: 'latency', ms: 300, match });
    await rowsOf(tree(), group);
    await until('the first mirrors', () => cloud.requests(match.operationId).length >= 4);
    await cloud.signIn();
    cloud.sandbox.faults.clear();
    await settledRows(tree(), group.label);
  });

  it('has words on every row after signing in during a refresh', async () => {
    const group = await largest();
    const rows = await rowsOf(tree(), group);
    cloud.sandbox.faults.add({ kind: 'latency', ms: 300, match: { operationId: 'showRemoteMirror' } });
    await run('refresh');
    await cloud.signIn();
    cloud.sandbox.faults.clear();
    await until('words on every row', async () => {
      const drawn = await Promise.all(rows.map((row) => redrawn(tree(), row)));
      return drawn.every(({ description }) => description !== '' && description !== 'checking…');
    });
  });

  it('follows the setting for how old a mirror may be, at once', async () => {
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
