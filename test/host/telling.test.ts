import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { kept, keptFiles } from './support/kept';
import { type Row, rowsOf, settledRows } from './support/rows';
import type { ShownMessage } from './support/shown';
import { until } from './support/until';

describe('a change that nobody looks at', () => {
  const cloud = useCloud({ repositories: 12, watch: true, notices: true });
  const seen: ShownMessage[] = [];
  const told = async (pattern: RegExp): Promise<ShownMessage> => {
    await until(
      `a notice ${String(pattern)}`,
      () => {
        seen.push(...cloud.person.messages.splice(0));
        if (!seen.some(({ text }) => pattern.test(text))) {
          throw new Error(`Told was: ${seen.map(({ text }) => text).join(' | ')}`);
        }
        return true;
      },
      45_000,
    );
    return seen.splice(
      seen.findIndex(({ text }) => pattern.test(text)),
      1,
    )[0]!;
  };

  it('is told once, after one summary of what was bad before; its mirror can be muted', async function () {
    this.timeout(120_000);
    const { data } = cloud.sandbox;
    const { name, id } = data.addRepository({ name: 'mine', project: 'demo_project' });
    const succeeded = (): void => {
      const now = new Date().toISOString();
      data.setMirror(id, {
        url: 'https://example.com/a.git',
        update_status: 'finished',
        last_successful_update_at: now,
      });
    };
    succeeded();
    await run('refresh');
    const summary = await told(/ needs? attention\./);
    assert.deepEqual([summary.severity, summary.buttons], ['warning', ['Show', 'Mute…']]);
    // They are known a moment before or after the mirrors.
    if (!summary.text.includes('image registries are not connected')) {
      await told(/^\d+ image registries are not connected\.$/);
    }

    data.failMirror(id);
    cloud.person.presses('Mute…').chooses('Mute mine');
    await run('mirror.checkAll');
    const failed = await told(/^mine stopped syncing: failed/);
    assert.deepEqual([failed.severity, failed.buttons], ['warning', ['Show', 'Sync Now', 'Mute…']]);
    await told(/^mine is muted/);
    const row = (await settledRows(cloud.api.views.repositories, 'demo_project')).find(({ label }) => label === name)!;
    assert.match(row.description, /failed once.* · muted$/);
    assert.match(row.spoken, /muted/);
    assert.ok(row.contexts.includes('muted'));

    await run('mirror.unmute', row.node);
    const [top] = await rowsOf(cloud.api.views.repositories);
    const after = (await rowsOf(cloud.api.views.repositories, top)).find(({ label }) => label === name)!;
    assert.doesNotMatch(after.description, /muted/);
    succeeded();
    await run('mirror.checkAll');
    const good = await told(/^mine syncs again\.$/);
    assert.deepEqual([good.severity, good.buttons], ['info', ['Show', 'Mute…']]);
    assert.deepEqual(
      seen.filter(({ text }) => /stopped syncing|syncs? again/.test(text)),
      [],
    );
  });

  it('that came while the person was away is the first row, until they have seen it', async () => {
    const { folder } = await kept();
    const [name] = [...(await keptFiles()).keys()].filter((file) => /^notices.*\.json$/.test(file));
    const file = path.join(folder, name!);
    const { version, value } = JSON.parse(await readFile(file, 'utf8')) as { version: number; value: object };
    const away = { at: Date.now() - 62 * 3_600_000, troubled: [] };
    await writeFile(file, JSON.stringify({ version, value: { ...value, away } }));
    const first = async (): Promise<Row> => (await rowsOf(cloud.api.views.repositories))[0]!;
    await until('the row', async () => /^While you were away: \d+ failed$/.test((await first()).label), 45_000);
    const row = await first();
    assert.match(row.description, /^since /);
    assert.match(row.spoken, /failed, since /);
    assert.deepEqual(row.contexts, ['away']);
    await run('away.show');
    await until('no such row', async () => (await first()).label === 'Needs Attention');
    assert.doesNotMatch(await readFile(file, 'utf8'), /"away"/);
  });

  it('is forgotten when the person signs out', async () => {
    const notices = async (): Promise<readonly string[]> =>
      [...(await keptFiles()).keys()].filter((file) => /^notices.*\.json$/.test(file));
    assert.equal((await notices()).length, 1);
    await run('signOut');
    await until('no file', async () => (await notices()).length === 0);
  });
});
