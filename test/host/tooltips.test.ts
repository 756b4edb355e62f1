import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { type Row, rowNamed, settledRows, tooltipOf } from './support/rows';

describe('the tooltip of a repository', () => {
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;

  async function rowOfExample(name: string): Promise<Row> {
    return rowNamed(await settledRows(tree(), 'demo_project'), name);
  }

  /** Facts by their name, as they read after the Markdown has been taken off. */
  function factsIn({ value }: vscode.MarkdownString): ReadonlyMap<string, string> {
    const lines = [...value.matchAll(/^- \*\*(.+?)\*\*: (.*)$/gm)];
    const plain = (text: string): string =>
      text
        .replace(/\\(.)/g, '$1')
        .replaceAll('\u200b', '')
        .replace(/^`(.*)`$/, '$1');
    return new Map(lines.map(([, name, text]) => [plain(name!), plain(text!)]));
  }

  const date = (iso: string): RegExp => {
    const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
    return new RegExp(`^${format.format(new Date(iso)).replaceAll(/\s/g, '\\s')} \\(.+\\)$`);
  };

  it('asks for the full record when the mouse rests on the row, and only then', async () => {
    const row = await rowOfExample('bar');
    assert.equal(cloud.requests('showRepositoryByUuid').length, 0);
    await tooltipOf(tree(), row);
    await tooltipOf(tree(), row);
    assert.equal(cloud.requests('showRepositoryByUuid').length, 1);
  });

  it('has every fact of the vendor’s example of a mirror', async () => {
    const tooltip = await tooltipOf(tree(), await rowOfExample('bar'));
    const facts = factsIn(tooltip);
    assert.match(tooltip.value, /Remote mirror — failed once · last success /);
    assert.deepEqual(
      ['Last run', 'Source address', 'Failures in a row', 'Last error', 'Mirror ID'].map((name) => facts.get(name)),
      ['failed', 'https://example.com/foo/bar.git', '1', 'exit status 128 (code 7)', '11887'],
    );
    assert.deepEqual(
      ['Scheduled sync', 'Private mirror', 'Service endpoint'].map((name) => facts.get(name)),
      ['off', 'no', undefined],
    );
    assert.match(facts.get('Last success')!, date('2024-12-27T04:15:00.000+08:00'));
    assert.match(facts.get('Last activity')!, date('2024-12-27T18:52:21.000+08:00'));
  });

  it('explains “exit status 128”', async () => {
    const facts = factsIn(await tooltipOf(tree(), await rowOfExample('bar')));
    assert.match(facts.get('What to do')!, /^Git could not read the source \(128\)\. Check its address.*credentials/);
  });

  it('has every fact of the vendor’s example of a repository', async () => {
    const facts = factsIn(await tooltipOf(tree(), await rowOfExample('CreatRepository_MI9Af')));
    const expected = {
      'Repository ID': '468485',
      'Repository UUID': '045ceabb9aea40579d5a759e84fa7f0a',
      Project: 'demo_project',
      'CodeArts project ID': '4838955a48e2492bbe44b31bc4c272f6',
      Group: 'Demo00228',
      'SSH address': 'git@repo.alpha.devcloud.intest.com:Demo00228/CreatRepository_MI9Af.git',
      'HTTPS address': 'https://repo.alpha.devcloud.intest.com/Demo00228/CreatRepository_MI9Af.git',
      Visibility: 'private',
    };
    for (const [name, value] of Object.entries(expected)) {
      assert.equal(facts.get(name), value, [...facts.keys()].join(', '));
    }
    // The real console knows nothing of the sandbox, which has a page of its own instead.
    assert.match(facts.get('Web page')!, new RegExp(`^${cloud.sandbox.url}/pages/[\\w-]+/468485$`));
    assert.match(facts.get('Created')!, date('2019-10-15T09:40:27+08:00'));
    // The rest of the example is null.
    for (const name of ['Size', 'Creator', 'Account', 'Updated', 'Starred']) {
      assert.equal(facts.get(name), undefined, name);
    }
  });

  it('has what the list did not tell', async () => {
    const facts = factsIn(await tooltipOf(tree(), await rowOfExample('bar')));
    assert.deepEqual(
      ['Size', 'Creator', 'Account', 'Your role', 'State'].map((name) => facts.get(name)),
      ['0.13M', 'modile_user', 'modile_user', 'owner, administrator', 'normal'],
    );
  });

  it('is there all the same when the record cannot be read', async () => {
    const row = await rowOfExample('test');
    cloud.sandbox.faults.add({
      kind: 'status',
      status: 401,
      body: { error: { code: 'CH.080401', message: 'no' }, status: 'failed' },
      match: { operationId: 'showRepositoryByUuid' },
    });
    const facts = factsIn(await tooltipOf(tree(), row));
    assert.equal(facts.get('Repository ID'), '2112029391');
    assert.equal(facts.get('Last run'), 'finished');
    assert.deepEqual(cloud.person.texts, [], 'nobody is bothered');
  });

  it('is trusted with nothing', async () => {
    for (const row of await settledRows(tree(), 'Names that bite')) {
      const { isTrusted, supportHtml, supportThemeIcons } = await tooltipOf(tree(), row);
      assert.ok(!isTrusted && !supportHtml && !supportThemeIcons, row.label);
    }
  });
});
