import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { systemTimers } from '../../../src/windows/timers';
import { until } from '../sandbox/helpers';
import { HOW, MINUTE, useWatchScene, V1 } from './watchScene';

describe('A folder that windows share tells', function () {
  this.timeout(60_000);
  const fresh = useWatchScene();

  it('when another window writes, adds to or removes a file', async () => {
    const scene = fresh();
    const [here, there] = [scene.open({ timers: systemTimers }), scene.open()];
    await there.write('old.json', 1, V1);
    await scene.follow(here);
    await there.write('alice.json', 1, V1);
    await scene.untilTold(1);
    await there.append('alice.log', 'line');
    await scene.untilTold(2);
    await there.write('old.json', 2, V1);
    await scene.untilTold(3);
    await there.remove('alice.json');
    await scene.untilTold(4);
    assert.deepEqual(scene.told, ['alice.json', 'alice.log', 'old.json', 'alice.json']);
  });

  it('and not what this window does itself', async () => {
    const scene = fresh();
    const [here, there] = [scene.open({ timers: systemTimers }), scene.open()];
    await here.write('before.json', 1, V1);
    await scene.follow(here);
    await here.write('before.json', 2, V1);
    await here.write('alice.json', 1, V1);
    await here.append('alice.log', 'first');
    await here.append('alice.log', 'second');
    await here.remove('alice.json');
    await here.write('alice.json', 2, V1);
    await here.remove('before.json');
    // The system tells in the order in which it happened.
    await there.write('last.json', 1, V1);
    await scene.untilTold(1);
    await there.append('alice.log', 'third');
    await scene.untilTold(2);
    assert.deepEqual(scene.told, ['last.json', 'alice.log']);
  });

  it('once for many writes in a moment, and once for each file', async () => {
    const scene = fresh();
    const [here, there] = [scene.open({ watch: scene.puppetWatch }), scene.open()];
    await scene.follow(here);
    for (let times = 0; times < 8; times += 1) {
      await there.write('a.json', times, V1);
      await there.write('b.json', times, V1);
      scene.puppets[0]?.say('a.json');
      scene.puppets[0]?.say('b.json');
      scene.puppets[0]?.say('a.json.0123456789abcdef.tmp');
      scene.time.pass(90);
      await scene.looked(here);
    }
    assert.deepEqual(scene.told, []);
    scene.time.pass(100);
    await scene.untilTold(2);
    assert.deepEqual(scene.told.sort(), ['a.json', 'b.json']);
    assert.equal(scene.time.waiting, 0);
  });

  it('of writes that do not end, before they end', async () => {
    const scene = fresh();
    const [here, there] = [scene.open({ watch: scene.puppetWatch }), scene.open()];
    await scene.follow(here);
    for (let times = 0; times < 30; times += 1) {
      await there.write('a.json', times, V1);
      scene.puppets[0]?.say('a.json');
      scene.time.pass(90);
    }
    await scene.untilTold(1);
  });

  it('when it does not say which file it was', async () => {
    const scene = fresh();
    const [here, there] = [scene.open({ watch: scene.puppetWatch }), scene.open()];
    await there.write('same.json', 1, V1);
    await scene.follow(here);
    await there.write('a.json', 1, V1);
    scene.puppets[0]?.say(null);
    scene.time.pass(100);
    await scene.untilTold(1);
    await scene.looked(here);
    assert.deepEqual(scene.told, ['a.json']);
  });

  it('and nothing when it speaks of a file that is as it was', async () => {
    const scene = fresh();
    const [here, there] = [scene.open({ watch: scene.puppetWatch }), scene.open()];
    await there.write('same.json', 1, V1);
    await scene.follow(here);
    for (const name of ['same.json', 'gone.json', '../same.json', 'x'.repeat(300)]) {
      scene.puppets[0]?.say(name);
    }
    scene.time.pass(1_000);
    await scene.looked(here);
    assert.deepEqual(scene.told, []);
  });

  it('all that comes after a read', async () => {
    const scene = fresh();
    for (let round = 0; round < 30; round += 1) {
      const [here, there] = [scene.open({ timers: systemTimers }), scene.open()];
      const name = `${round}.json`;
      const writing = there.write(name, 'last', V1);
      const heard: string[] = [];
      here.onDidChange((changed) => heard.push(changed));
      const read = await here.read(name, HOW);
      await writing;
      if (read.kind !== 'value') {
        await until(() => (heard.includes(name) ? true : undefined));
      }
      here.dispose();
    }
  });

  it('nothing any more to those who do not listen, and leaves nothing running', async () => {
    const scene = fresh();
    const [here, there] = [scene.open({ watch: scene.puppetWatch }), scene.open()];
    const [first, second] = [await scene.follow(here), await scene.follow(here)];
    assert.equal(scene.puppets.length, 1);
    await there.write('a.json', 1, V1);
    scene.puppets[0]?.say('a.json');
    first.dispose();
    first.dispose();
    assert.equal(scene.puppets[0]?.isClosed, false);
    second.dispose();
    assert.equal(scene.puppets[0].isClosed, true);
    assert.equal(scene.time.waiting, 0);
    scene.focus.fire(undefined);
    scene.puppets[0].say('a.json');
    scene.puppets[0].fail();
    scene.time.pass(MINUTE);
    await scene.looked(here);
    assert.deepEqual(scene.told, []);
    assert.equal(scene.time.waiting, 0);
    await scene.follow(here);
    assert.equal(scene.puppets.length, 2, 'who listens again is told again');
    await there.write('b.json', 1, V1);
    scene.puppets[1]?.say('b.json');
    scene.time.pass(100);
    await scene.untilTold(1);
    assert.deepEqual(scene.told, ['b.json']);
    here.dispose();
    assert.equal(scene.puppets[1]?.isClosed, true);
    assert.equal(scene.time.waiting, 0);
  });

  it('nobody who listens when it ends while it begins', async () => {
    const scene = fresh();
    const here = scene.open({ watch: scene.puppetWatch });
    here.onDidChange(() => scene.told.push('?'));
    here.dispose();
    await scene.looked(here);
    assert.ok(scene.puppets.every(({ isClosed }) => isClosed));
    assert.equal(scene.time.waiting, 0);
  });

  it('what others have added to a file to which this window has added at the same time', async () => {
    const scene = fresh();
    const here = scene.open({ watch: scene.puppetWatch });
    await here.append('log', 'first');
    await scene.follow(here);
    await appendFile(path.join(scene.folder, 'log'), 'by another\n');
    await here.append('log', 'second');
    scene.puppets[0]?.say('log');
    scene.time.pass(100);
    await scene.untilTold(1);
  });
});
