import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { rowNamed, type Row, rowsOf } from './support/rows';

describe('the Repositories view', () => {
  const cloud = useCloud({ repositories: 40 });
  const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const groups = async (): Promise<readonly Row[]> => rowsOf(tree());

  it('groups repositories by project, in the order of the names', async () => {
    const labels = (await groups()).map(({ label }) => label);
    const projects = new Set(cloud.sandbox.data.repositories().map(({ project }) => project.name));
    assert.deepEqual(new Set(labels), projects);
    assert.deepEqual(labels, [...labels].sort(order.compare));
  });

  it('says how many repositories a project has', async () => {
    for (const group of await groups()) {
      const own = cloud.sandbox.data.repositories().filter(({ project }) => project.name === group.label);
      assert.equal(group.description, `${own.length} not checked`);
      assert.match(
        group.spoken,
        new RegExp(`^Project .*, ${own.length === 1 ? '1 repository' : `${own.length} repositories`}, not checked$`),
      );
    }
  });

  it('has every repository in its project, in the order of the names', async () => {
    for (const group of await groups()) {
      const rows = await rowsOf(tree(), group);
      const ids = rows.map(({ id }) => Number(id.replace('repository/', '')));
      const own = cloud.sandbox.data.repositories().filter(({ project }) => project.name === group.label);
      assert.deepEqual(new Set(ids), new Set(own.map(({ id }) => id)));
      const names = ids.map((id) => cloud.sandbox.data.repository(id).name);
      assert.deepEqual(names, [...names].sort(order.compare));
    }
  });

  it('shows the facts of a repository below its row, each of which can be copied', async () => {
    const rows = await rowsOf(tree(), rowNamed(await groups(), 'demo_project'));
    const facts = await rowsOf(tree(), rowNamed(rows, 'CreatRepository_MI9Af'));
    const id = rowNamed(facts, 'Repository ID');
    assert.equal(id.description, '468485');
    assert.deepEqual(id.contexts, ['fact']);
    assert.equal(id.spoken, 'Repository ID: 468485');
    assert.equal(new Set(facts.map((fact) => fact.id)).size, facts.length, 'each fact has an id of its own');
    await vscode.commands.executeCommand('codeartsMirrors.copyFact', id.node);
    assert.deepEqual(cloud.person.copied, ['468485']);
  });

  it('finds the way from a row back to its project', async () => {
    const [group] = await groups();
    const [row] = await rowsOf(tree(), group);
    assert.equal(await tree().getParent?.(row!.node), group!.node);
    assert.equal(await tree().getParent?.(group!.node), undefined);
  });

  it('has names that bite on one line each, and no icon or direction of its own', async () => {
    const rows = await rowsOf(tree(), rowNamed(await groups(), 'Names that bite'));
    assert.equal(rows.length, 16);
    for (const { label, spoken } of rows) {
      assert.doesNotMatch(label, /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      assert.ok(label.length > 0 && spoken.startsWith(`${label}, mirror: `));
    }
  });
});
