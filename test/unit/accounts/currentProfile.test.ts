import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Neighbours, type TestWindow, tokenSecret, useFreshFolder } from './support';
import { ALICE, BOB } from './window';

describe('Which profile a window uses', () => {
  const folder = useFreshFolder();
  const neighbours = new Neighbours();
  const open = (workspace: string): TestWindow => neighbours.open(folder.path, { workspace });

  it('is that of its workspace, else the default one, else one that is left', async () => {
    const [here, there] = [open('here'), open('there')];
    assert.equal(await here.profiles.current(), undefined);
    await here.profiles.add(BOB, tokenSecret('MII'));
    await here.profiles.add(ALICE, tokenSecret('MII'));
    assert.deepEqual(await here.profiles.current(), ALICE);
    assert.equal(await here.profiles.hasDefault(), false);
    await here.profiles.choose(ALICE, 'default');
    await here.profiles.choose(BOB, 'workspace');
    assert.equal(await here.profiles.hasDefault(), true);
    assert.deepEqual([await here.profiles.current(), await there.profiles.current()], [BOB, ALICE]);
  });

  it('is the default one again when it is chosen for all', async () => {
    const [here, there] = [open('here'), open('there')];
    await here.profiles.add(ALICE, tokenSecret('MII'));
    await here.profiles.add(BOB, tokenSecret('MII'));
    await here.profiles.choose(BOB, 'workspace');
    await there.profiles.choose(BOB, 'workspace');
    await here.profiles.choose(ALICE, 'default');
    assert.deepEqual([await here.profiles.current(), await there.profiles.current()], [ALICE, BOB]);
  });

  it('falls back to the default one when the chosen one is gone, and to none after that', async () => {
    const here = open('here');
    await here.profiles.add(ALICE, tokenSecret('MII'));
    await here.profiles.add(BOB, tokenSecret('MII'));
    await here.profiles.choose(ALICE, 'default');
    await here.profiles.choose(BOB, 'workspace');
    await here.profiles.remove(BOB.id);
    assert.deepEqual(await here.profiles.current(), ALICE);
    await here.profiles.remove(ALICE.id);
    assert.equal(await here.profiles.current(), undefined);
    assert.equal(await here.profiles.hasDefault(), false);
  });

  it('falls back to the default one when the file of the chosen one is damaged', async () => {
    const here = open('here');
    await here.profiles.add(ALICE, tokenSecret('MII'));
    await here.profiles.add(BOB, tokenSecret('MII'));
    await here.profiles.choose(ALICE, 'default');
    await here.profiles.choose(BOB, 'workspace');
    const file = path.join(folder.path, 'profiles', 'bob.json');
    await writeFile(file, '{');
    assert.deepEqual(await here.profiles.current(), ALICE);
    // Not even the administrator can read this one.
    await rm(file);
    await mkdir(file);
    assert.deepEqual(await here.profiles.current('skip'), ALICE);
    await assert.rejects(here.profiles.current('throw'), { code: 'EISDIR' });
    assert.deepEqual((await here.profiles.all()).unusable, [{ id: 'bob', kind: 'corrupt' }]);
  });
});
