import assert from 'node:assert/strict';
import { mkdir, rename, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { Profile } from '../../../src/ui/session';
import { clientWith, deferred, profileOf } from '../ui/support';
import { tokenSecret } from './support';
import { ALICE, BOB, refusedFor, useWindows, Window } from './window';

describe('Session of one of several windows', () => {
  const scene = useWindows();
  const { signIn, choose, quiet, begin } = scene;
  let { here, there, neighbours } = scene;
  beforeEach(() => {
    ({ here, there, neighbours } = scene);
  });

  it('does nothing before this window has looked for the first time', async () => {
    await signIn();
    await choose(ALICE);
    await here.session.follow();
    assert.deepEqual([here.shows, here.states, here.opened, here.remembered.size], ['signedOut', [], [], 0]);
    await here.sessions.wake();
    assert.deepEqual([here.shows, here.opened], ['signedIn alice', ['alice MII-1']]);
  });

  it('follows a sign-in of another window, and reads the secret only when something is shown', async () => {
    await here.sessions.wake();
    await signIn();
    await choose(ALICE);
    assert.deepEqual([here.shows, here.opened], ['dormant alice', []]);
    await here.sessions.wake();
    assert.deepEqual([here.shows, here.opened], ['signedIn alice', ['alice MII-1']]);
  });

  it('follows a sign-out of another window, and stops the requests', async () => {
    await begin();
    await there.profiles.remove(ALICE.id);
    await quiet();
    assert.deepEqual([here.shows, here.stopped], ['signedOut', ['alice MII-1']]);
  });

  it('follows a switch of another window, and goes to the default one when its own is gone', async () => {
    await begin();
    await signIn(BOB, 'MII-bob');
    await choose(BOB);
    assert.deepEqual([here.shows, here.stopped], ['dormant bob', ['alice MII-1']]);
    await choose(ALICE, here.at, 'workspace');
    assert.equal(here.shows, 'dormant alice');
    await there.profiles.remove(ALICE.id);
    await quiet();
    assert.equal(here.shows, 'dormant bob');
  });

  it('keeps the profile of its workspace when another default is chosen', async () => {
    await begin();
    await choose(ALICE, here.at, 'workspace');
    await signIn(BOB, 'MII-bob');
    here.states.length = 0;
    await choose(BOB);
    assert.deepEqual([here.shows, here.states, here.stopped], ['signedIn alice', [], []]);
  });

  it('comes back when somebody signs in again, in whichever window', async () => {
    for (const [changedAt, window] of [
      [20, there],
      [30, here.at],
    ] as const) {
      await begin();
      here.sessions.expire(here.client, refusedFor('tokenExpired'));
      await signIn(ALICE, `MII-${changedAt}`, changedAt, window);
      assert.equal(here.shows, 'signedIn alice');
      assert.equal(here.opened.at(-1), `alice MII-${changedAt}`);
    }
  });

  it('comes back when the message of it was missed, as soon as this window looks', async () => {
    await begin();
    here.sessions.expire(here.client, refusedFor('tokenExpired'));
    await here.session.follow();
    assert.equal(here.shows, 'expired alice');
    await here.at.vault.put(ALICE.id, tokenSecret('MII-2', 20));
    await here.session.follow();
    assert.deepEqual([here.shows, here.opened.at(-1)], ['signedIn alice', 'alice MII-2']);
  });

  it('is not opened again by the news of a token while it works', async () => {
    await begin();
    await there.profiles.renewed(ALICE.id, tokenSecret('MII-2', 20));
    await quiet();
    await here.session.follow();
    assert.deepEqual([here.opened, here.stopped, here.states], [['alice MII-1'], [], []]);
  });

  it('is not opened again for a profile that is the same but for parts that are not there', async () => {
    await begin();
    const asTheWizardMadeIt = { ...ALICE, accountId: undefined, userId: undefined, enterpriseProjectId: undefined };
    await here.session.use(asTheWizardMadeIt);
    const before = here.client;
    await here.session.follow();
    assert.ok(here.client === before, 'its requests were stopped');
  });

  it('is opened again for another enterprise project that another window has chosen', async () => {
    await begin();
    await there.profiles.update(ALICE.id, { enterpriseProjectId: 'all_granted_eps' });
    await quiet();
    assert.deepEqual([here.shows, here.stopped], ['signedIn alice', ['alice MII-1']]);
  });

  it('goes on under a new name, and stops nothing for it', async () => {
    await begin();
    await there.profiles.update(ALICE.id, { name: 'Alice at work' });
    await quiet();
    assert.deepEqual([here.shows, here.stopped], ['signedIn Alice at work', []]);
  });

  it('has the new name also before it is shown', async () => {
    await signIn();
    await choose(ALICE);
    await here.sessions.wake();
    here.sessions.replace({ state: 'dormant', profile: ALICE });
    await there.profiles.update(ALICE.id, { name: 'Alice at work' });
    await quiet();
    assert.equal(here.shows, 'dormant Alice at work');
  });

  it('has the new name also while it has ended, and stays ended', async () => {
    await begin();
    here.sessions.expire(here.client, refusedFor('tokenExpired'));
    await there.profiles.update(ALICE.id, { name: 'Alice at work' });
    await quiet();
    assert.equal(here.shows, 'expired Alice at work');
    assert.ok(here.sessions.current.state === 'expired' && here.sessions.current.reason.reason === 'tokenExpired');
  });

  it('leaves sample data alone, whatever the others do, until somebody leaves it', async () => {
    await begin();
    const sandbox: Profile = { ...profileOf('sandbox'), kind: 'sandbox' };
    here.sessions.replace({ state: 'signedIn', profile: sandbox, client: clientWith() });
    await there.profiles.remove(ALICE.id);
    await signIn(BOB, 'MII-bob');
    await choose(BOB);
    await here.session.follow();
    assert.equal(here.shows, 'signedIn sandbox');
    await here.session.leave();
    assert.equal(here.shows, 'dormant bob');
    await there.profiles.removeAll();
    await quiet();
    assert.equal(here.shows, 'signedOut');
  });

  it('follows the others after a sign-in that began in sample data, before anything was looked for', async () => {
    here.sessions.replace({ state: 'signedIn', profile: { ...profileOf('s'), kind: 'sandbox' }, client: clientWith() });
    await signIn(ALICE, 'MII-1', 10, here.at);
    await choose(ALICE, here.at);
    await here.session.use(ALICE);
    assert.equal(here.shows, 'signedIn alice');
    await there.profiles.remove(ALICE.id);
    await quiet();
    assert.equal(here.shows, 'signedOut');
  });

  it('remembers what it shows for the next window of this workspace', async () => {
    await begin();
    assert.match(JSON.stringify([...here.remembered]), /"here":\{"id":"alice"/);
    await there.profiles.remove(ALICE.id);
    await quiet();
    assert.equal(here.remembered.size, 0);
  });

  it('shows what was remembered before it looks, and the truth after it', async () => {
    await signIn(BOB, 'MII-bob');
    await choose(BOB);
    const late = new Window(neighbours.open(scene.folder, { workspace: 'here', keyring: here.at.keyring }), ALICE);
    assert.equal(late.shows, 'dormant alice');
    await late.sessions.wake();
    assert.deepEqual([late.shows, late.opened], ['signedIn bob', ['bob MII-bob']]);
  });

  it('starts with another profile when the file of the chosen one cannot be read', async () => {
    await signIn(BOB, 'MII-bob', 10, here.at);
    await signIn(ALICE, 'MII-alice', 10, here.at);
    await choose(ALICE);
    const file = path.join(scene.folder, 'profiles', 'alice.json');
    await rename(file, `${file}.away`);
    await mkdir(file);
    await here.sessions.wake();
    assert.equal(here.shows, 'signedIn bob');
  });

  it('forgets what it remembers of other workspaces too when another window removes all data', async () => {
    here.remembered.set('codeartsMirrors.lastUsed', { elsewhere: ALICE });
    await begin();
    await there.profiles.removeAll();
    await quiet();
    assert.equal(here.shows, 'signedOut');
    assert.equal(here.remembered.size, 0);
  });

  it('drops what is opened for a session that was left meanwhile', async () => {
    await begin();
    const slow = deferred<undefined>();
    here.beforeOpen = slow.promise;
    await there.profiles.update(ALICE.id, { enterpriseProjectId: 'all_granted_eps' });
    await here.isOpening(2);
    here.sessions.replace({ state: 'signedOut' });
    slow.resolve(undefined);
    await quiet();
    assert.equal(here.shows, 'signedOut');
    assert.deepEqual(here.stopped, ['alice MII-1', 'alice MII-1']);
  });

  it('is followed again after something could not be read', async () => {
    await begin();
    const file = path.join(scene.folder, 'profiles', 'alice.json');
    await rename(file, `${file}.away`);
    await mkdir(file);
    await assert.rejects(here.session.follow());
    assert.equal(here.shows, 'signedIn alice');
    await rmdir(file);
    await rename(`${file}.away`, file);
    await there.profiles.remove(ALICE.id);
    await quiet();
    assert.equal(here.shows, 'signedOut');
  });
});
