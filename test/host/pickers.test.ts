import assert from 'node:assert/strict';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { until } from './support/until';

describe('a list to choose from that goes on on the server', () => {
  const cloud = useCloud({ repositories: 221 });
  const MORE = 'Load more repositories';
  const labels = (index: number): readonly string[] => cloud.person.picks[index]!.items.map(({ label }) => label);

  afterEach(() => run('signOut'));

  it('stays open while it is read on, with what was typed, and lets what came be chosen', async () => {
    let found = '';
    cloud.person.chooses({ search: 'service' }, MORE, (items) => {
      const before = new Set(labels(1));
      const item = items.find(({ label }) => !before.has(label));
      found = item?.label ?? '';
      return item;
    });
    await run('repository.copyUrl');
    const values = cloud.person.picks.slice(0, 3).map(({ value }) => value);
    assert.deepEqual(values, ['', 'service', 'service']);
    assert.ok(found !== '' && !labels(2).some((label) => label.includes(MORE)), 'all has been read');
    await until('an address is copied', () => cloud.person.picks.length > 3 || cloud.person.copied.length > 0);
  });

  it('says why it could not be read on, keeps what it has, and can be asked again', async () => {
    cloud.person.chooses(MORE, (items) => {
      cloud.sandbox.faults.clear();
      return items.find(({ label }) => label.includes(MORE));
    });
    await run('refresh');
    cloud.sandbox.faults.add({ kind: 'html', match: { operationId: 'listUserAllRepositories' } });
    await run('repository.copyUrl');
    assert.match(cloud.person.picks[1]!.items.at(-1)!.detail ?? '', /proxy or login page/);
    assert.equal(labels(1).length, labels(0).length);
    assert.ok(labels(2).length > labels(1).length);
  });
});
