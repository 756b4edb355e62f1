import assert from 'node:assert/strict';
import type { CloudErrorReason } from '../../../src/api/index';
import type { Profile } from '../../../src/ui/session';
import { deferred } from '../ui/support';
import { tokenSecret } from './support';
import { ALICE, BOB, refusedFor, useWindows } from './window';

describe('Session whose client is refused', () => {
  const scene = useWindows();
  const { signIn, choose, quiet, begin } = scene;
  let { here, there, neighbours } = scene;
  beforeEach(() => {
    ({ here, there, neighbours } = scene);
  });

  const expiredFor = (): CloudErrorReason | undefined =>
    here.sessions.current.state === 'expired' ? here.sessions.current.reason.reason : undefined;

  it('ends when nobody has signed in again', async () => {
    await begin();
    await here.session.refused(here.client, refusedFor('tokenExpired'));
    assert.equal(expiredFor(), 'tokenExpired');
  });

  it('goes on with a newer secret, once for each', async () => {
    await begin();
    await there.profiles.renewed(ALICE.id, tokenSecret('MII-2', 20));
    await quiet();
    await here.session.refused(here.client, refusedFor('tokenExpired'));
    assert.deepEqual([here.shows, here.opened.at(-1)], ['signedIn alice', 'alice MII-2']);
    await here.session.refused(here.client, refusedFor('tokenNotRecognised'));
    assert.equal(expiredFor(), 'tokenNotRecognised');
    assert.deepEqual(here.opened, ['alice MII-1', 'alice MII-2']);
  });

  it('goes on with a secret that arrived while the session was being opened with the one before', async () => {
    await signIn();
    await choose(ALICE);
    const slow = deferred<undefined>();
    here.beforeOpen = slow.promise;
    const waking = here.sessions.wake();
    await here.isOpening(1);
    await there.profiles.renewed(ALICE.id, tokenSecret('MII-2', 20));
    await neighbours.quiet();
    slow.resolve(undefined);
    await waking;
    assert.deepEqual(here.opened, ['alice MII-1']);
    await here.session.refused(here.client, refusedFor('tokenExpired'));
    assert.deepEqual([here.shows, here.opened.at(-1)], ['signedIn alice', 'alice MII-2']);
  });

  for (const whose of ['this window', 'another one'] as const) {
    it(`ends when the newest secret is a token that renewed itself in ${whose}`, async () => {
      await begin();
      const { profiles } = whose === 'this window' ? here.at : there;
      await profiles.renewed(ALICE.id, { ...tokenSecret('MII-2', 20), signedInAt: 10 });
      await quiet();
      await here.session.refused(here.client, refusedFor('wrongRegion'));
      assert.equal(expiredFor(), 'wrongRegion');
    });
  }

  it('is not woken by a token that renewed itself elsewhere: two windows would wake each other without end', async () => {
    await begin();
    await here.session.refused(here.client, refusedFor('wrongRegion'));
    await there.profiles.renewed(ALICE.id, { ...tokenSecret('MII-2', 20), signedInAt: 10 });
    await quiet();
    await here.session.follow();
    assert.deepEqual([here.shows, here.opened], ['expired alice', ['alice MII-1']]);
    await signIn(ALICE, 'MII-3', 30);
    assert.deepEqual([here.shows, here.opened.at(-1)], ['signedIn alice', 'alice MII-3']);
  });

  it('ends also when it cannot be opened again: nobody goes on with a client that was refused', async () => {
    await begin();
    await there.profiles.renewed(ALICE.id, tokenSecret('MII-2', 20));
    await quiet();
    here.beforeOpen = Promise.reject(new Error('an endpoint that cannot be used'));
    await assert.rejects(here.session.refused(here.client, refusedFor('tokenExpired')), /endpoint/);
    assert.equal(expiredFor(), 'tokenExpired');
  });

  it('ends once, however many requests are refused', async () => {
    await begin();
    const { client } = here;
    const refusals = Array.from({ length: 50 }, () => here.session.refused(client, refusedFor('tokenExpired')));
    await Promise.all(refusals);
    assert.deepEqual(here.states, ['expired']);
  });

  it('is not changed by the client of an earlier session', async () => {
    await begin();
    const earlier = here.client;
    await here.session.use(ALICE);
    await here.session.refused(earlier, refusedFor('tokenExpired'));
    assert.equal(here.shows, 'signedIn alice');
    await there.profiles.renewed(ALICE.id, tokenSecret('MII-2', 20));
    await quiet();
    await here.session.refused(earlier, refusedFor('tokenExpired'));
    assert.deepEqual(here.opened, ['alice MII-1', 'alice MII-1'], 'it was opened again for a client that is gone');
  });

  it('is judged by its own secret, not by that of a profile that was opened too late to be used', async () => {
    await signIn();
    await choose(ALICE);
    await signIn(BOB, 'MII-bob', 5);
    const slow = deferred<undefined>();
    here.beforeOpen = slow.promise;
    const waking = here.sessions.wake();
    await here.isOpening(1);
    here.beforeOpen = Promise.resolve();
    await here.at.choices.write('workspace', BOB.id);
    await here.session.use(BOB);
    slow.resolve(undefined);
    await waking;
    assert.deepEqual([here.shows, here.stopped], ['signedIn bob', ['alice MII-1']]);
    await there.profiles.renewed(BOB.id, tokenSecret('MII-bob-2', 7));
    await neighbours.quiet();
    await here.session.refused(here.client, refusedFor('tokenExpired'));
    assert.deepEqual([here.shows, here.opened.at(-1)], ['signedIn bob', 'bob MII-bob-2']);
  });
});

describe('Session whose secret was not there', () => {
  const scene = useWindows();

  it('is opened again by a retry: a keyring may have been locked', async () => {
    const { here } = scene;
    await here.at.profiles.add(ALICE, tokenSecret('MII-1'));
    await scene.choose(ALICE);
    here.reasons.set(ALICE.id, 'tokenMissing');
    await here.sessions.wake();
    here.reasons.clear();
    await here.session.retry();
    assert.equal(here.shows, 'signedIn alice');
  });
});

describe('Session whose key is read where it is needed', () => {
  const scene = useWindows();
  const { choose, quiet } = scene;
  let { here, there } = scene;
  beforeEach(() => {
    ({ here, there } = scene);
  });

  const KEY: Profile = { ...ALICE, method: 'file' };

  async function beginWithout(reason: CloudErrorReason): Promise<void> {
    here.reasons.set(KEY.id, reason);
    await here.at.profiles.add(KEY, undefined);
    await choose(KEY);
    await here.sessions.wake();
    assert.equal(here.shows, 'expired alice');
    here.states.length = 0;
  }

  for (const reason of ['credentialGone', 'credentialChanged'] as const) {
    it(`comes back when the key does, and says nothing before: ${reason}`, async () => {
      await beginWithout(reason);
      await here.session.follow();
      assert.deepEqual(here.states, []);
      here.reasons.clear();
      await here.session.follow();
      assert.deepEqual(here.states, ['signedIn']);
    });
  }

  it('is not tried again by looking when the cloud has refused it: that locks a key', async () => {
    await beginWithout('signature');
    here.reasons.clear();
    await here.session.follow();
    assert.deepEqual([here.states, here.opened], [[], []]);
  });

  it('comes back when somebody has signed in with it in another window', async () => {
    await beginWithout('signature');
    here.reasons.clear();
    await there.profiles.add(KEY, undefined);
    await quiet();
    assert.deepEqual(here.states, ['signedIn']);
  });
});
