import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type RenewedToken, TokenRenewal } from '../../../src/accounts/tokenRenewal';
import { Leases } from '../../../src/windows/lease';
import type { WindowLeases } from '../../../src/accounts/windowTurn';
import { RenewingToken } from '../../../src/api/index';
import type { Profile } from '../../../src/ui/session';
import { failureOf } from '../api/client';
import { TIMEOUT_MS, until, useSandbox } from '../sandbox/helpers';
import { profileOf } from '../ui/support';
import { clientsAt, Neighbours, type TestWindow, useFreshFolder } from './support';

const HOUR_MS = 3_600_000;
const never = new AbortController().signal;

describe('Renewing a token with the password', function () {
  this.timeout(TIMEOUT_MS);
  let now = Date.now();
  const clock = (): Date => new Date(now);
  const sandbox = useSandbox({ repositories: 3, clock });
  const folder = useFreshFolder();
  let neighbours: Neighbours;
  let profile: Profile;
  const asked = (): number =>
    sandbox.current.requests.filter(({ operationId }) => operationId === 'createToken').length;

  beforeEach(() => {
    // Far enough from the test before that no user is still locked.
    now += 2 * HOUR_MS;
    neighbours = new Neighbours();
    const { user, projectId, requests, faults } = sandbox.current;
    profile = {
      ...profileOf(),
      method: 'password',
      accountName: user.account,
      userName: user.name,
      iamProject: { ...profileOf().iamProject, id: projectId as Profile['iamProject']['id'] }, // the sandbox issued it
    };
    requests.length = 0;
    faults.clear();
  });

  interface Renewing {
    readonly at: TestWindow;
    readonly renewal: TokenRenewal;
  }

  function open(leases: WindowLeases = new Leases(folder.path, { owner: 'test', clock })): Renewing {
    const at = neighbours.open(folder.path);
    const renewal = new TokenRenewal({
      clients: clientsAt(sandbox.current.url, clock),
      profiles: at.profiles,
      leases,
      whyMissing: () => 'tokenMissing',
      clock,
      sleep: async (_, signal) => {
        await delay(5, undefined, { signal });
      },
    });
    return { at, renewal };
  }

  /** Somebody has signed in with this password, and the token has ended. */
  async function signIn({ at }: Renewing, password: string | undefined = sandbox.current.user.password): Promise<void> {
    const ended = { kind: 'password', token: 'MII-ended', changedAt: now - 24 * HOUR_MS, expiresAt: now - 1 } as const;
    await at.profiles.add(profile, { ...ended, password });
    await neighbours.quiet();
  }

  const renew = ({ renewal }: Renewing, replaces = 'MII-ended'): Promise<RenewedToken> =>
    renewal.renew(profile, replaces, never);

  it('gives a token that works, for the project of the profile, and keeps it with the password in all windows', async () => {
    const [one, two] = [open(), open()];
    const team = sandbox.current.projects.find(({ name }) => name.endsWith('_team-a')) ?? assert.fail('no project');
    profile = { ...profile, iamProject: { id: team.id as Profile['iamProject']['id'], name: team.name } }; // as above
    await signIn(one);
    const { token, expiresAt } = await renew(one);
    await neighbours.quiet();
    assert.equal(expiresAt.getTime(), now + 24 * HOUR_MS);
    const client = clientsAt(sandbox.current.url, clock).create({
      region: profile.region,
      credential: { kind: 'token', token },
    });
    assert.equal((await client.validateToken()).project?.id, team.id);
    const { password } = sandbox.current.user;
    const signedInAt = now - 24 * HOUR_MS;
    const ends = { changedAt: now, signedInAt, expiresAt: expiresAt.getTime() };
    const secret = { kind: 'password', token, ...ends, password } as const;
    for (const { at } of [one, two]) {
      assert.deepEqual(await at.profiles.ownSecretOf(profile.id), secret);
    }
  });

  it('takes nothing away from somebody who signs in meanwhile and does not want the password to be kept', async () => {
    const [one, two] = [open(), open()];
    await signIn(one);
    sandbox.current.faults.add({ kind: 'latency', ms: 100, match: { operationId: 'createToken' } });
    const renewing = renew(one);
    await until(() => asked() || undefined);
    const fresh = { kind: 'password', token: 'MII-new', changedAt: now - 1, expiresAt: now + HOUR_MS } as const;
    await two.at.profiles.add(profile, fresh);
    await renewing;
    await neighbours.quiet();
    for (const { at } of [one, two]) {
      assert.deepEqual(await at.profiles.ownSecretOf(profile.id), fresh);
    }
  });

  it('takes what another window has got meanwhile, and asks nobody', async () => {
    const [one, two] = [open(), open()];
    await signIn(one);
    const { token } = await renew(one);
    await neighbours.quiet();
    assert.equal((await renew(two)).token, token);
    assert.equal(asked(), 1);
  });

  it('does not take the token that was refused, nor one that ends soon', async () => {
    const [one, two] = [open(), open()];
    await signIn(one);
    const first = await renew(one);
    await neighbours.quiet();
    const second = await renew(two, first.token);
    assert.notEqual(second.token, first.token);
    now += 24 * HOUR_MS - 14 * 60_000;
    assert.notEqual((await renew(one, first.token)).token, second.token);
    assert.equal(asked(), 3);
  });

  it('asks IAM once when five windows need a token at the same time', async () => {
    const windows = Array.from({ length: 5 }, () => open());
    await signIn(windows[0] ?? assert.fail());
    const tokens = await Promise.all(windows.map((window) => renew(window)));
    assert.deepEqual([asked(), new Set(tokens.map(({ token }) => token)).size], [1, 1]);
  });

  it('looks again once it may ask: another window may have finished while it waited for its turn', async () => {
    const leases = new Leases(folder.path, { owner: 'slow', clock });
    let first: Promise<RenewedToken> | undefined;
    const one = open();
    const two = open({
      take: async (name, holdForMs) => {
        first ??= renew(one);
        await first;
        await neighbours.quiet();
        return leases.take(name, holdForMs);
      },
    });
    await signIn(one);
    const { token } = await renew(two);
    assert.equal(asked(), 1);
    assert.equal(token, (await first)?.token);
  });

  it('works alone where windows cannot agree on who asks', async () => {
    const one = open();
    await signIn(one);
    await rm(path.join(folder.path, 'leases'), { recursive: true, force: true });
    await writeFile(path.join(folder.path, 'leases'), 'a file where the folder should be');
    assert.notEqual((await renew(one)).token, 'MII-ended');
  });

  for (const [what, method] of [
    ['no password is kept', 'password'],
    ['there is only a token', 'token'],
  ] as const) {
    it(`says that somebody has to sign in where ${what}, and asks nobody`, async () => {
      const one = open();
      await one.at.profiles.add(profile, { kind: method, token: 'MII-ended', changedAt: 1, expiresAt: now - 1 });
      const { kind, reason } = await failureOf(renew(one));
      assert.deepEqual([kind, reason, asked()], ['unauthorized', 'tokenExpired', 0]);
    });
  }

  it('can be tried again after IAM was down, also by another window', async () => {
    const [one, two] = [open(), open()];
    await signIn(one);
    sandbox.current.faults.add({ kind: 'status', status: 503, match: { operationId: 'createToken' }, times: 1 });
    assert.equal((await failureOf(renew(one))).kind, 'server');
    assert.notEqual((await renew(two)).token, 'MII-ended');
  });

  it('stops waiting for another window when nobody needs the token any more', async () => {
    const one = open();
    await signIn(one);
    const lease = await new Leases(folder.path, { owner: 'another', clock }).take(`renew-${profile.id}`, HOUR_MS);
    const abort = new AbortController();
    const renewing = one.renewal.renew(profile, 'MII-ended', abort.signal);
    abort.abort();
    await assert.rejects(renewing);
    await lease?.release();
    assert.equal(asked(), 0);
  });

  describe('that is wrong', () => {
    const tokenOf = ({ renewal }: Renewing): RenewingToken =>
      new RenewingToken({
        initial: { token: 'MII-ended', expiresAt: new Date(now - 1) },
        renew: (signal, replaces) => renewal.renew(profile, replaces, signal),
        clock,
      });
    const use = (credential: RenewingToken): Promise<unknown> => {
      const client = clientsAt(sandbox.current.url, clock).create({ region: profile.region, credential });
      return client.listUserAllRepositories();
    };

    it('is sent once and never again, also after the window was opened anew', async () => {
      const one = open();
      await signIn(one, 'changed-meanwhile');
      const token = tokenOf(one);
      for (let count = 0; count < 3; count += 1) {
        assert.equal((await failureOf(use(token))).reason, 'passwordRefused');
      }
      assert.equal((await failureOf(use(tokenOf(open())))).kind, 'unauthorized');
      assert.equal(asked(), 1);
    });

    it('is sent once by six windows together: five would lock the user', async () => {
      const windows = Array.from({ length: 6 }, () => open());
      await signIn(windows[0] ?? assert.fail(), 'changed-meanwhile');
      const failures = await Promise.all(windows.map((window) => failureOf(use(tokenOf(window)))));
      assert.ok(failures.every(({ kind }) => kind === 'unauthorized'));
      assert.equal(asked(), 1);
    });

    it('is kept nowhere after that, and does not pass for a new sign-in', async () => {
      const [one, two] = [open(), open()];
      await signIn(one, 'changed-meanwhile');
      await failureOf(renew(one));
      await neighbours.quiet();
      for (const { at } of [one, two]) {
        assert.doesNotMatch(at.keyring.text, /changed-meanwhile/);
      }
      assert.equal((await one.at.profiles.ownSecretOf(profile.id))?.signedInAt, now - 24 * HOUR_MS);
    });

    it('takes nothing away from somebody who signs in with another one meanwhile', async () => {
      const [one, two] = [open(), open()];
      await signIn(one, 'changed-meanwhile');
      sandbox.current.faults.add({ kind: 'latency', ms: 100, match: { operationId: 'createToken' } });
      const renewing = failureOf(renew(one));
      await until(() => asked() || undefined);
      const { password } = sandbox.current.user;
      const fresh = { kind: 'password', token: 'MII-new', changedAt: now, expiresAt: now + HOUR_MS, password } as const;
      await two.at.profiles.add(profile, fresh);
      await renewing;
      await neighbours.quiet();
      for (const { at } of [one, two]) {
        assert.deepEqual(await at.profiles.ownSecretOf(profile.id), fresh);
      }
    });

    it('is still known when IAM only wants more than it: a code, or a right', async () => {
      const mfa = sandbox.current.users.find(({ name }) => name === 'mfa-user') ?? assert.fail();
      profile = { ...profile, userName: mfa.name };
      const one = open();
      await signIn(one, mfa.password);
      assert.equal((await failureOf(renew(one))).reason, 'mfaNeeded');
      const secret = await one.at.profiles.ownSecretOf(profile.id);
      assert.ok(secret?.kind === 'password' && secret.password === mfa.password);
    });
  });
});
