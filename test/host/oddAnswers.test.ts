import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { useContextKeys } from './support/contextKeys';
import { run } from './support/extension';
import { rowNamed, rowsOf, settledRows, tooltipOf } from './support/rows';

const ODD_REPOSITORIES: readonly unknown[] = [
  null,
  7,
  'text',
  [],
  {},
  { repository_id: 0, repository_name: 'zero' },
  { repository_id: 2 ** 40, repository_name: 'too large' },
  { repository_id: '12', repository_name: null, project_uuid: null },
  { repository_id: 13, repository_name: 'x'.repeat(100_000), created_at: 'never', repository_size: 5, status: 'odd' },
  { repository_id: 14, repository_name: { toString: 'x' }, https_url: 5, web_url: [], star: 'yes', userRole: null },
  { repository_id: 15, repository_name: 'an older record' },
  { repository_id: 15, repository_name: 'plain', project_uuid: 'unknown-project', group_name: 'a-group' },
];

const ODD_MIRRORS: readonly unknown[] = [
  { url: 'https://example.com/a.git', update_status: 5, last_update_at: 'soon', number_of_failures: -1 },
  { url: 'https://example.com/a.git', update_status: { a: 1 }, last_error: { msg: { deep: true } } },
  { url: 'https://example.com/a.git', update_status: 'failed', last_error: 'x'.repeat(1_000_000) },
  { url: 'https://example.com/a.git', update_status: 'x'.repeat(100_000) },
  { url: 'https://example.com/a.git', update_status: 'failed', last_error: '{"msg":"{\\"msg\\":1}"}' },
  { url: 'https://example.com/a.git', update_status: 'failed', number_of_failures: 1e300, last_error: [] },
  { url: 'https://example.com/a.git', last_successful_update_at: '9999-12-31T23:59:59Z' },
  { url: 5 },
  [],
  'text',
  true,
];

describe('an answer that is odd', () => {
  const keys = useContextKeys();
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const answers = (repositories: readonly unknown[], total: unknown = repositories.length): void => {
    cloud.sandbox.faults.add({
      kind: 'body',
      body: { result: { total, repositories }, status: 'success' },
      match: { operationId: 'listUserAllRepositories' },
    });
  };

  afterEach(() => run('signOut'));

  it('the repositories that can be read are shown, each once', async () => {
    answers(ODD_REPOSITORIES, '12');
    const groups = await rowsOf(tree());
    const rows = (await Promise.all(groups.map((group) => rowsOf(tree(), group)))).flat();
    assert.deepEqual(
      rows.map(({ id }) => id).sort(),
      [12, 13, 14, 15].map((id) => `repository/${id}`),
    );
    for (const row of rows) {
      assert.ok(row.label !== '' && row.label.length <= 200, row.id);
      await tooltipOf(tree(), row);
      await rowsOf(tree(), row);
    }
    rowNamed(groups, 'a-group');
    assert.deepEqual(cloud.person.texts, []);
  });

  it('an empty list is no error: the view can say that there is nothing', async () => {
    answers([]);
    assert.deepEqual(await rowsOf(tree()), []);
    assert.equal(keys.get('codeartsMirrors.repositories.empty'), true);
  });

  for (const [number, mirror] of ODD_MIRRORS.entries()) {
    it(`mirror ${number + 1} of the odd ones is shown in some words`, async () => {
      cloud.sandbox.faults.add({ kind: 'body', body: mirror, match: { operationId: 'showRemoteMirror' } });
      const row = rowNamed(await settledRows(tree(), 'demo_project'), 'bar');
      assert.ok(row.description.length > 3 && row.description.length < 200, row.description);
      assert.ok((await tooltipOf(tree(), row)).value.length < 10_000);
      await rowsOf(tree(), row);
    });
  }
});
