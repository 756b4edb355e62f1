import assert from 'node:assert/strict';
import type { MirrorWire, NoMirrorForm } from '../../src/sandbox/index';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { redrawn, type Row, settledRows } from './support/rows';
import { until } from './support/until';

const HOUR_MS = 60 * 60 * 1000;
const ago = (hours: number): string => new Date(Date.now() - hours * HOUR_MS - 1000).toISOString();
const SOURCE = 'https://example.com/foo/bar.git';

/** The record of a mirror that succeeded so many hours ago. */
function mirror(status: string, success: number | undefined, more: MirrorWire = {}): MirrorWire {
  return {
    update_status: status,
    url: SOURCE,
    last_update_at: ago(0.1),
    last_successful_update_at: success === undefined ? null : ago(success),
    number_of_failures: 0,
    mirroring_enabled: true,
    ...more,
  };
}

const RECORDS: Readonly<Record<string, readonly [MirrorWire, words: string, icon: string]>> = {
  fresh: [mirror('finished', 2), 'synced 2 hours ago', 'check'],
  old: [mirror('finished', 72), 'out of date · last success 3 days ago', 'warning'],
  manual: [
    mirror('finished', 72, { mirroring_enabled: false }),
    'not scheduled · last success 3 days ago',
    'debug-pause',
  ],
  'never-run': [mirror('none', undefined, { last_update_at: null }), 'never synced', 'warning'],
  running: [mirror('started', 5), 'syncing · last success 5 hours ago', 'arrow-circle-down'],
  waiting: [mirror('scheduled', undefined), 'syncing', 'arrow-circle-down'],
  stuck: [mirror('started', 5, { last_update_at: ago(3) }), 'stuck · last success 5 hours ago', 'watch'],
  'in-capitals': [mirror('SUCCESS', 2), 'synced 2 hours ago', 'check'],
  'go-zero-time': [
    mirror('finished', undefined, { last_successful_update_at: '0001-01-01T00:00:00Z' }),
    'never synced',
    'warning',
  ],
  'next-month': [mirror('finished', -24 * 30), 'synced now · a clock is wrong', 'check'],
  'strange-failing': [
    mirror('retrying', 2, { number_of_failures: 3 }),
    'status “retrying” · failed 3 times · last success 2 hours ago',
    'error',
  ],
  'strange-error': [
    mirror('retrying', 2, { last_error: 'boom' }),
    'status “retrying” · reports an error · last success 2 hours ago',
    'error',
  ],
  'failed-once': [mirror('failed', 30, { number_of_failures: 1 }), 'failed once · last success 1 day ago', 'error'],
  'failed-often': [
    mirror('failed', undefined, { number_of_failures: 1200 }),
    'failed 1,200 times · never succeeded',
    'error',
  ],
  'failed-uncounted': [mirror('failed', 2, { number_of_failures: null }), 'failed · last success 2 hours ago', 'error'],
  canceled: [mirror('canceled', 2), 'canceled · last success 2 hours ago', 'circle-slash'],
  strange: [mirror('waiting_for_approval', 2), 'status “waiting_for_approval” · last success 2 hours ago', 'question'],
};

const FORMS: readonly NoMirrorForm[] = ['notFound', 'null', 'empty', 'nullUrl'];

describe('a row of a repository', () => {
  const cloud = useCloud({ repositories: 0 });
  const rows = new Map<string, Row>();

  before(() => {
    const { data } = cloud.sandbox;
    for (const [name, [record]] of Object.entries(RECORDS)) {
      data.setMirror(data.addRepository({ name, project: 'demo_project' }).id, record);
    }
    for (const form of FORMS) {
      data.removeMirror(data.addRepository({ name: form, project: 'demo_project' }).id, form);
    }
  });

  beforeEach(async () => {
    for (const row of await settledRows(cloud.api.views.repositories, 'demo_project')) {
      rows.set(row.label, row);
    }
  });

  for (const [name, [, words, icon]] of Object.entries(RECORDS)) {
    it(`says “${words}”`, () => {
      const row = rows.get(name)!;
      assert.equal(row.description, words);
      assert.equal(row.spoken, `${name}, mirror: ${words}`, 'said in words too');
      assert.equal((row.item.iconPath as { readonly id: string }).id, icon);
      assert.ok(row.contexts.includes('mirror') && !row.contexts.includes('noMirror'));
    });
  }

  for (const form of FORMS) {
    it(`says “no mirror” for the answer “${form}”`, () => {
      const row = rows.get(form)!;
      assert.equal(row.description, 'no mirror');
      assert.ok(row.contexts.includes('noMirror') && !row.contexts.includes('mirror'));
    });
  }

  it('says why its mirror could not be read, keeps what was known, and from when', async () => {
    const tree = cloud.api.views.repositories;
    const { id } = cloud.sandbox.data.repository('fresh');
    const path = `/v4/repositories/${id}/remote-mirror`;
    cloud.sandbox.faults.add({ kind: 'html', match: { path } });
    await run('refresh');
    const row = await until('a failed row', async () => {
      const now = await redrawn(tree, rows.get('fresh')!);
      return now.description.includes('as of') && now;
    });
    assert.match(row.description, /^synced 2 hours ago \(as of \d.*, unreadable answer\)$/);
    assert.equal(row.spoken, `fresh, mirror: ${row.description}`);
  });
});
