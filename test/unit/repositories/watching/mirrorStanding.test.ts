import assert from 'node:assert/strict';
import type { RemoteMirror, Repository } from '../../../../src/api/index';
import { mirrorStanding, isSurveyed } from '../../../../src/repositories/watching/mirrorStanding';
import { RepositoriesModel } from '../../../../src/repositories/repositoriesModel';
import { Readings } from '../../../../src/repositories/readings';
import { ListStore } from '../../../../src/ui/listStore';
import { cloudError, sessionsWith, TestClock } from '../../ui/support';
import { one, two } from '../mirrorScene';

const HOUR = 3600_000;

describe('How a mirror was doing when it was read', () => {
  async function scene(repositories: readonly Repository[] = [{ id: one, name: 'a' }]) {
    const clock = new TestClock();
    const readings = new Readings();
    const list = new ListStore<Repository>(
      sessionsWith(),
      () => Promise.resolve({ items: repositories }),
      ({ id }) => id,
      clock.now,
    );
    const healthSettings = () => ({ staleAfterHours: 48 });
    const model = new RepositoriesModel({
      list,
      readings,
      clock: clock.now,
      healthSettings,
      wordsOf: () => '',
      withoutProject: '',
      language: 'en',
      coalesce: (work) => ({ request: work, dispose: () => undefined }),
    });
    const parts = { list, readings, model, healthSettings };
    const read = (mirror: RemoteMirror | undefined): void => {
      readings.put(one, mirror, { asOf: clock.now(), clockOffsetMs: 0 });
    };
    assert.equal(isSurveyed(parts), false, 'there is no list yet');
    assert.deepEqual(mirrorStanding(parts, one), { is: 'unsettled' });
    await list.load();
    return { clock, readings, parts, read, standing: () => mirrorStanding(parts, one) };
  }

  it('is judged at the time of its reading: what nobody has read for long is not out of date for that', async () => {
    const { clock, read, standing, parts } = await scene();
    const mirror: RemoteMirror = { status: 'finished', scheduled: true, lastSuccessfulUpdateAt: clock.ago(HOUR) };
    read(mirror);
    clock.pass(72 * HOUR);
    assert.equal(parts.model.health(one), 'stale');
    assert.deepEqual(standing(), { is: 'well', name: 'a' });
    read(mirror);
    assert.deepEqual(standing(), { is: 'troubled', trouble: 'stale', name: 'a' });
  });

  it('is unsettled while it is read for the first time, runs, or was canceled', async () => {
    const { clock, read, standing } = await scene();
    assert.deepEqual(standing(), { is: 'unsettled' });
    for (const status of ['started', 'canceled']) {
      read({ status, lastUpdateAt: clock.now(), lastSuccessfulUpdateAt: clock.ago(HOUR) });
      assert.deepEqual(standing(), { is: 'unsettled' }, status);
    }
  });

  it('tells what is no mirror from what is gone', async () => {
    const { read, standing, parts } = await scene();
    read(undefined);
    assert.deepEqual(standing(), { is: 'none' });
    assert.deepEqual(mirrorStanding(parts, two), { is: 'gone' });
  });

  it('is known of all when each was read, or could not be', async () => {
    const { read, readings, parts } = await scene([
      { id: one, name: 'a' },
      { id: two, name: 'b' },
    ]);
    read(undefined);
    assert.equal(isSurveyed(parts), false);
    readings.fail(two, cloudError('forbidden'));
    assert.equal(isSurveyed(parts), true);
  });
});
