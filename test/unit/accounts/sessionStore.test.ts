import assert from 'node:assert/strict';
import { SessionStore } from '../../../src/accounts/sessionStore';
import type { Profile, Session, SessionClient } from '../../../src/ui/session';
import { clientWith, cloudError, deferred, profileOf, settled, signedIn } from '../ui/support';

function client(): { readonly client: SessionClient; readonly stopped: () => boolean } {
  let stopped = false;
  const made = clientWith({
    dispose: () => {
      stopped = true;
    },
  });
  return { client: made, stopped: () => stopped };
}

const nothingStored = (): Promise<Session> => Promise.reject(new Error('nothing is stored'));

function told(sessions: SessionStore): string[] {
  const states: string[] = [];
  sessions.onDidChange(({ state }) => states.push(state));
  return states;
}

describe('Session of a window', () => {
  it('reads no secret before something is shown', () => {
    let restored = 0;
    const sessions = new SessionStore(profileOf('alice'), () => {
      restored += 1;
      return Promise.resolve(signedIn());
    });
    assert.equal(sessions.current.state, 'dormant');
    assert.equal(restored, 0);
  });

  it('wakes once for all views that are shown at the same time', async () => {
    let restored = 0;
    const sessions = new SessionStore(profileOf('alice'), (profile) => {
      restored += 1;
      return Promise.resolve(signedIn(clientWith(), profile.id));
    });
    const states = told(sessions);
    await Promise.all([sessions.wake(), sessions.wake(), sessions.wake()]);
    await sessions.wake();
    assert.equal(restored, 1);
    assert.deepEqual(states, ['signedIn']);
  });

  it('stays signed out when nothing is stored', async () => {
    const sessions = new SessionStore(undefined, nothingStored);
    await sessions.wake();
    assert.deepEqual(sessions.current, { state: 'signedOut' });
  });

  it('can be woken again after it could not be restored', async () => {
    let works = false;
    const sessions = new SessionStore(profileOf(), () =>
      works ? Promise.resolve(signedIn()) : Promise.reject(cloudError('invalid')),
    );
    await assert.rejects(sessions.wake(), { kind: 'invalid' });
    assert.equal(sessions.current.state, 'dormant');
    works = true;
    await sessions.wake();
    assert.equal(sessions.current.state, 'signedIn');
  });

  it('prefers whoever signs in while it wakes, and stops the client that comes too late', async () => {
    const late = deferred<Session>();
    const sessions = new SessionStore(profileOf('alice'), () => late.promise);
    const waking = sessions.wake();
    const bob = client();
    sessions.replace(signedIn(bob.client, 'bob'));
    const alice = client();
    late.resolve(signedIn(alice.client, 'alice'));
    await waking;
    assert.ok(sessions.current.state === 'signedIn' && sessions.current.client === bob.client);
    assert.ok(alice.stopped(), 'the requests of the other client go on');
    assert.ok(!bob.stopped());
  });

  it('wakes the profile that is current, not the one that was being woken before', async () => {
    const slow = deferred<Session>();
    const sessions = new SessionStore(profileOf('sandbox'), ({ id }) =>
      id === 'sandbox' ? slow.promise : Promise.resolve(signedIn(clientWith(), id)),
    );
    const first = sessions.wake();
    sessions.replace({ state: 'dormant', profile: profileOf('alice') });
    const second = sessions.wake();
    slow.resolve(signedIn(clientWith(), 'sandbox'));
    await Promise.all([first, second]);
    assert.ok(sessions.current.state === 'signedIn' && sessions.current.profile.id === 'alice');
  });

  it('stops the requests of the session before', () => {
    const sessions = new SessionStore(undefined, nothingStored);
    const alice = client();
    sessions.replace(signedIn(alice.client));
    assert.ok(!alice.stopped());
    sessions.replace({ state: 'signedOut' });
    assert.ok(alice.stopped());
  });

  it('expires once, with the profile and the reason', () => {
    const sessions = new SessionStore(undefined, nothingStored);
    const alice = client();
    sessions.replace(signedIn(alice.client, 'alice'));
    const states = told(sessions);
    const reason = cloudError('unauthorized');
    sessions.expire(alice.client, reason);
    sessions.expire(alice.client, cloudError('unauthorized'));
    assert.deepEqual(states, ['expired']);
    assert.deepEqual(sessions.current, { state: 'expired', profile: profileOf('alice'), reason });
    assert.ok(alice.stopped());
  });

  it('does not expire for the client of an earlier session', () => {
    const sessions = new SessionStore(undefined, nothingStored);
    const earlier = client();
    sessions.replace(signedIn(earlier.client));
    const current = client();
    sessions.replace(signedIn(current.client));
    sessions.expire(earlier.client, cloudError('unauthorized'));
    assert.equal(sessions.current.state, 'signedIn');
    assert.ok(!current.stopped());
  });

  it('stops everything when the window closes', async () => {
    const sessions = new SessionStore(undefined, nothingStored);
    const alice = client();
    sessions.replace(signedIn(alice.client));
    const states = told(sessions);
    sessions.dispose();
    await settled();
    assert.ok(alice.stopped());
    assert.deepEqual(states, []);
  });
});

describe('Session of a window that looks for its profile', () => {
  const restored: string[] = [];
  const restore = ({ id }: Profile): Promise<Session> => {
    restored.push(id);
    return Promise.resolve(signedIn(clientWith(), id));
  };
  const idOf = (sessions: SessionStore): string =>
    sessions.current.state === 'signedOut' ? 'nobody' : sessions.current.profile.id;

  beforeEach(() => {
    restored.length = 0;
  });

  for (const [what, hint] of [
    ['nothing was remembered', undefined],
    ['another one was remembered', profileOf('bob')],
  ] as const) {
    it(`asks once, at the first wake, and takes what is found where ${what}`, async () => {
      let asked = 0;
      const sessions = new SessionStore(hint, restore, () => {
        asked += 1;
        return Promise.resolve(profileOf('alice'));
      });
      await settled();
      assert.deepEqual([asked, sessions.isAwake], [0, false]);
      await Promise.all([sessions.wake(), sessions.wake()]);
      await sessions.wake();
      sessions.replace({ state: 'dormant', profile: profileOf('carol') });
      await sessions.wake();
      assert.deepEqual([asked, sessions.isAwake], [1, true]);
      assert.deepEqual(restored, ['alice', 'carol']);
    });

    it(`looks again when it could not look where ${what}`, async () => {
      let works = false;
      const sessions = new SessionStore(hint, restore, () =>
        works ? Promise.resolve(profileOf('alice')) : Promise.reject(new Error('disk')),
      );
      const before = sessions.current;
      await assert.rejects(sessions.wake(), /disk/);
      assert.equal(sessions.current, before);
      assert.equal(sessions.isAwake, false);
      works = true;
      await sessions.wake();
      assert.deepEqual(restored, ['alice']);
    });

    it(`tries the one that was found again when it could not be restored where ${what}`, async () => {
      let works = false;
      const sessions = new SessionStore(
        hint,
        (profile) => (works ? restore(profile) : Promise.reject(cloudError('invalid'))),
        () => Promise.resolve(profileOf('alice')),
      );
      const states = told(sessions);
      await assert.rejects(sessions.wake(), { kind: 'invalid' });
      assert.equal(idOf(sessions), 'alice');
      await assert.rejects(sessions.wake(), { kind: 'invalid' });
      assert.deepEqual(states, ['dormant'], 'a view that wakes what is dormant would never end');
      works = true;
      await sessions.wake();
      assert.deepEqual(restored, ['alice']);
      assert.equal(idOf(sessions), 'alice');
    });
  }

  it('is signed out when the remembered one is gone', async () => {
    const sessions = new SessionStore(profileOf('bob'), restore, () => Promise.resolve(undefined));
    const states = told(sessions);
    await sessions.wake();
    assert.deepEqual([states, restored, sessions.current], [['signedOut'], [], { state: 'signedOut' }]);
  });

  it('says nothing when there is nothing, as before', async () => {
    const sessions = new SessionStore(undefined, restore, () => Promise.resolve(undefined));
    const states = told(sessions);
    await sessions.wake();
    assert.deepEqual([states, sessions.isAwake], [[], true]);
  });

  it('goes on with whoever signs in while it looks', async () => {
    const found = deferred<Profile | undefined>();
    const sessions = new SessionStore(undefined, restore, () => found.promise);
    const waking = sessions.wake();
    sessions.replace(signedIn(clientWith(), 'bob'));
    found.resolve(profileOf('alice'));
    await waking;
    assert.deepEqual([idOf(sessions), restored], ['bob', []]);
  });

  it('goes on with whoever signs in while the one that was found cannot be restored', async () => {
    const slow = deferred<Session>();
    const sessions = new SessionStore(
      undefined,
      () => slow.promise,
      () => Promise.resolve(profileOf('alice')),
    );
    const waking = sessions.wake();
    await settled();
    sessions.replace(signedIn(clientWith(), 'bob'));
    slow.reject(cloudError('invalid'));
    await assert.rejects(waking);
    assert.equal(idOf(sessions), 'bob');
  });

  it('looks for nothing while it shows sample data', async () => {
    const sandbox: Profile = { ...profileOf('sandbox'), kind: 'sandbox' };
    const sessions = new SessionStore(sandbox, restore, () => assert.fail('looked'));
    await sessions.wake();
    assert.deepEqual(restored, ['sandbox']);
  });
});
