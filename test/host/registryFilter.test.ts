import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { useContextKeys } from './support/contextKeys';
import { run } from './support/extension';
import { rowsOf } from './support/rows';

const APPLY = '$(check) Apply';

describe('filtering image registries', () => {
  const keys = useContextKeys();
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.registries;
  const lastQuery = (): unknown => cloud.requests('listRegistry').at(-1)?.query;
  const names = async (): Promise<readonly string[]> => (await rowsOf(tree())).map(({ label }) => label);

  beforeEach(async () => {
    await rowsOf(tree());
  });

  afterEach(() => run('clearFilter'));

  for (const [name, choices, typed, parameters, shown] of [
    ['state', ['Connection state', 'not connected'], [], { status: 'fail' }, 'harbor-release'],
    ['another state', ['Connection state', 'connecting'], [], { status: 'accessing' }, 'harbor-lab'],
    ['one type', ['Types', ['JFrog']], [], { registry_type: 'Jfrog' }, '0109test'],
    ['several types', ['Types', ['Harbor', 'SWR shared']], [], { registry_type: 'Harbor,SwrShared' }, 'harbor-dev'],
    ['name', ['Name'], ['  0109 '], { registry_name: '0109' }, '0109test'],
    ['address', ['Address'], ['100.85'], { registry_addr: '100.85' }, '0109test'],
    [
      'identifier',
      ['Registry ID'],
      ['ad7552e3-1eb7-475a-b5a4-3d28262b855e'],
      { registry_id: 'ad7552e3-1eb7-475a-b5a4-3d28262b855e' },
      '0109test',
    ],
    [
      'all enterprise projects',
      ['Enterprise project', 'all_granted_eps'],
      [],
      { enterprise_project_id: 'all_granted_eps' },
      '0109test',
    ],
    [
      'one enterprise project',
      ['Enterprise project', 'One enterprise project'],
      ['0'],
      { enterprise_project_id: '0' },
      '0109test',
    ],
  ] as const) {
    it(`by ${name}: the server is asked for it`, async () => {
      cloud.person.chooses(...choices, APPLY).types(...typed);
      await run('filter');
      assert.deepEqual(lastQuery(), { offset: '0', limit: '100', ...parameters });
      assert.ok((await names()).includes(shown));
      assert.equal(keys.get('codeartsMirrors.registries.filtered'), true);
    });
  }

  it('by several things at once, and shows what is chosen', async () => {
    cloud.person.chooses('Connection state', 'not connected', 'Types', ['JFrog'], 'Name', APPLY).types('test');
    await run('filter');
    assert.deepEqual(lastQuery(), {
      offset: '0',
      limit: '100',
      status: 'fail',
      registry_type: 'Jfrog',
      registry_name: 'test',
    });
    assert.deepEqual(await names(), ['0109test']);
    const items = cloud.person.picks.at(-1)!.items;
    const chosen = Object.fromEntries(items.map(({ label, description }) => [label, description]));
    assert.deepEqual(
      ['Connection state', 'Types', 'Name', 'Address'].map((label) => chosen[label]),
      ['not connected', 'JFrog', 'test', 'any'],
    );
  });

  it('that nothing matches: empty, and known to be filtered', async () => {
    cloud.person.chooses('Name', APPLY).types('there is no such registry');
    await run('filter');
    assert.deepEqual(await names(), []);
    assert.equal(keys.get('codeartsMirrors.registries.empty'), true);
    assert.equal(keys.get('codeartsMirrors.registries.filtered'), true);
    await run('clearFilter');
    assert.equal(keys.get('codeartsMirrors.registries.empty'), false);
    assert.equal(keys.get('codeartsMirrors.registries.filtered'), false);
    assert.deepEqual(lastQuery(), { offset: '0', limit: '100' });
  });

  it('removes all filters from the list of them', async () => {
    cloud.person.chooses('Name', APPLY).types('0109');
    await run('filter');
    cloud.person.chooses('Remove all filters');
    await run('filter');
    assert.deepEqual(lastQuery(), { offset: '0', limit: '100' });
  });

  it('changes nothing when the person leaves', async () => {
    const before = await names();
    cloud.forgetRequests();
    cloud.person.chooses('Name').types('0109');
    await run('filter');
    assert.deepEqual(cloud.requests('listRegistry'), []);
    assert.deepEqual(await names(), before);
    assert.deepEqual(cloud.person.texts, []);
  });

  it('a text that is too long is refused where it is typed', async () => {
    cloud.person.chooses('Name', APPLY).types('x'.repeat(129), 'x'.repeat(128));
    await run('filter');
    assert.deepEqual(cloud.person.inputs[0]!.complaints, ['At most 128 characters.']);
    assert.deepEqual(lastQuery(), { offset: '0', limit: '100', registry_name: 'x'.repeat(128) });
  });

  it('survives a refresh', async () => {
    cloud.person.chooses('Connection state', 'not connected', APPLY);
    await run('filter');
    await run('refresh');
    assert.deepEqual(lastQuery(), { offset: '0', limit: '100', status: 'fail' });
  });
});
