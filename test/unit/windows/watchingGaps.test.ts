import assert from 'node:assert/strict';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { systemTimers } from '../../../src/windows/timers';
import type { WatchFunction } from '../../../src/windows/watching';
import { until } from '../sandbox/helpers';
import { cannotWatch, MINUTE, useWatchScene, V1 } from './watchScene';

describe('A folder that windows share tells what the system does not see', function () {
  this.timeout(60_000);
  const fresh = useWatchScene();

  it('every minute, where it cannot watch', async () => {
    const scene = fresh();
    const [here, there] = [scene.open({ watch: cannotWatch }), scene.open()];
    await there.write('old.json', 1, V1);
    await scene.follow(here);
    await there.write('a.json', 1, V1);
    await there.remove('old.json');
    scene.time.pass(MINUTE - 1);
    await scene.looked(here);
    assert.deepEqual(scene.told, []);
    scene.time.pass(1);
    await scene.untilTold(2);
    assert.deepEqual(scene.told.sort(), ['a.json', 'old.json']);
    await until(() => (scene.time.next === MINUTE ? true : undefined));
    await there.write('a.json', 2, V1);
    scene.time.pass(MINUTE);
    await scene.untilTold(3);
  });

  it('when a person comes to the window', async () => {
    const scene = fresh();
    const [here, there] = [scene.open({ watch: scene.puppetWatch }), scene.open()];
    await scene.follow(here);
    await there.write('a.json', 1, V1);
    await here.write('own.json', 1, V1);
    scene.focus.fire(undefined);
    await scene.untilTold(1);
    await scene.looked(here);
    assert.deepEqual(scene.told, ['a.json']);
    assert.equal(scene.puppets.length, 1, 'who watches goes on');
  });

  it('when a watcher ends, and finds another one later', async () => {
    const scene = fresh();
    let isBroken = false;
    const watch: WatchFunction = (...how) => (isBroken ? cannotWatch : scene.puppetWatch)(...how);
    const [here, there] = [scene.open({ watch }), scene.open()];
    await scene.follow(here);
    isBroken = true;
    scene.puppets[0]?.fail();
    scene.puppets[0]?.fail();
    assert.equal(scene.puppets[0]?.isClosed, true);
    await there.write('a.json', 1, V1);
    scene.time.pass(MINUTE);
    await scene.untilTold(1);
    await until(() => (scene.time.next === MINUTE ? true : undefined));
    isBroken = false;
    await there.write('a.json', 2, V1);
    scene.time.pass(MINUTE);
    await scene.untilTold(2);
    await until(() => (scene.puppets.length === 2 && scene.time.waiting === 0 ? true : undefined));
    await there.write('a.json', 3, V1);
    scene.puppets[1]?.say('a.json');
    scene.time.pass(100);
    await scene.untilTold(3);
  });

  it('when the folder is removed and made again', async () => {
    const scene = fresh();
    const [here, there] = [scene.open({ timers: systemTimers }), scene.open()];
    await there.write('a.json', 1, V1);
    await scene.follow(here);
    await rm(scene.folder, { recursive: true });
    await scene.untilTold(1);
    assert.deepEqual(scene.told, ['a.json']);
    await there.write('b.json', 1, V1);
    // Sooner than at the next look of its own.
    scene.focus.fire(undefined);
    await scene.untilTold(2);
    await there.write('c.json', 1, V1);
    await scene.untilTold(3);
    assert.deepEqual(scene.told, ['a.json', 'b.json', 'c.json']);
  });

  it('when the system says that the folder itself has gone: whoever watched it sees nothing any more', async () => {
    const scene = fresh();
    const [here, there] = [scene.open({ watch: scene.puppetWatch }), scene.open()];
    await there.write('a.json', 1, V1);
    await scene.follow(here);
    await rm(scene.folder, { recursive: true });
    scene.puppets[0]?.say('snapshots');
    scene.time.pass(100);
    await scene.untilTold(1);
    assert.equal(scene.puppets[0]?.isClosed, true);
    await until(() => (scene.time.next === MINUTE ? true : undefined));
    await there.write('a.json', 2, V1);
    scene.time.pass(MINUTE);
    await scene.untilTold(2);
    await until(() => (scene.time.waiting === 0 ? true : undefined));
    assert.equal(scene.puppets.at(-1)?.isClosed, false, 'it is watched again');
  });

  it('when the folder is put in the place of another, and the system does not say so', async () => {
    const scene = fresh();
    const [here, there] = [scene.open({ watch: scene.puppetWatch }), scene.open()];
    await there.write('a.json', 1, V1);
    await scene.follow(here);
    await rename(scene.folder, `${scene.folder}.old`);
    await mkdir(scene.folder);
    scene.focus.fire(undefined);
    await scene.untilTold(1);
    await until(() => (scene.puppets.length === 2 ? true : undefined));
    assert.equal(scene.puppets[0]?.isClosed, true);
  });

  it('when the folder cannot be made yet', async () => {
    const scene = fresh();
    await mkdir(path.dirname(scene.folder));
    await writeFile(scene.folder, 'in the way');
    const here = scene.open();
    await scene.follow(here);
    await rm(scene.folder);
    await scene.open().write('a.json', 1, V1);
    scene.time.pass(MINUTE);
    await scene.untilTold(1);
  });
});
