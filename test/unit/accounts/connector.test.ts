import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Connector } from '../../../src/accounts/connector';
import { keyFingerprint } from '../../../src/accounts/profileId';
import type { Surroundings } from '../../../src/accounts/sdkCredentials';
import type { Secret } from '../../../src/accounts/secretRecord';
import { SharedKeyTrial } from '../../../src/accounts/sharedKeyTrial';
import { TokenRenewal } from '../../../src/accounts/tokenRenewal';
import type { OpenedSession } from '../../../src/accounts/windowSession';
import { Leases } from '../../../src/windows/lease';
import type { CloudError, CloudErrorReason, IamProjectId } from '../../../src/api/index';
import type { Profile, Session, SessionClient, SignInMethod } from '../../../src/ui/session';
import { failureOf } from '../api/client';
import { serve } from '../api/server';
import { TIMEOUT_MS, useSandbox } from '../sandbox/helpers';
import { profileOf } from '../ui/support';
import { clientsAt, Neighbours, type TestWindow, useFreshFolder } from './support';

const HOUR_MS = 3_600_000;

describe('Opening a stored profile', function () {
  this.timeout(TIMEOUT_MS);
  const now = Date.now();
  const clock = (): Date => new Date(now);
  const sandbox = useSandbox({ repositories: 3, clock });
  const folder = useFreshFolder();
  let neighbours: Neighbours;
  let at: TestWindow;
  let environment: Record<string, string>;
  let missing: CloudErrorReason;
  const told: [SessionClient, CloudError][] = [];
  const conflicts: number[] = [];

  beforeEach(() => {
    neighbours = new Neighbours();
    at = neighbours.open(folder.path);
    environment = {};
    missing = 'tokenMissing';
    told.length = 0;
    conflicts.length = 0;
    sandbox.current.requests.length = 0;
    sandbox.current.faults.clear();
  });

  function connector(url = sandbox.current.url): Connector {
    const clients = clientsAt(url, clock);
    const { profiles } = at;
    const leases = new Leases(folder.path, { owner: 'test', clock });
    const sleep = (): Promise<void> => Promise.resolve();
    const whyMissing = (): CloudErrorReason => missing;
    return new Connector({
      clients,
      profiles,
      renewal: new TokenRenewal({ clients, profiles, leases, clock, whyMissing, sleep }),
      keys: new SharedKeyTrial({
        windows: { ask: () => Promise.resolve([]), take: (name, ms) => leases.take(name, ms) },
        clock,
        sleep,
      }),
      clock,
      whyMissing,
      surroundings: (): Surroundings => ({ environment, home: folder.path }),
      onUnauthorized: (client, error) => told.push([client, error]),
      onClockConflict: (apartMs) => conflicts.push(apartMs),
    });
  }

  function profileFor(method: SignInMethod, more: Partial<Profile> = {}): Profile {
    const { user, projectId } = sandbox.current;
    return {
      ...profileOf(),
      method,
      accountName: user.account,
      userName: user.name,
      iamProject: { id: projectId as IamProjectId, name: 'cn-north-4' }, // the sandbox issued it
      ...more,
    };
  }

  async function open(profile: Profile, secret?: Secret): Promise<OpenedSession> {
    if (secret !== undefined) {
      await at.profiles.add(profile, secret);
    }
    return connector().open(profile);
  }

  const clientOf = (session: Session): SessionClient =>
    session.state === 'signedIn' ? session.client : assert.fail(session.state);
  const reasonOf = ({ session }: OpenedSession): CloudErrorReason | undefined =>
    session.state === 'expired' ? session.reason.reason : assert.fail(session.state);
  const asked = (): (string | undefined)[] => sandbox.current.requests.map(({ operationId }) => operationId);

  /** CodeArts Repo and HSS both answer, HSS for the project of the profile. */
  async function works({ session }: OpenedSession, profile: Profile): Promise<void> {
    const client = clientOf(session);
    assert.equal(session.state === 'signedIn' && session.profile, profile);
    assert.ok((await client.listUserAllRepositories()).items.length > 0);
    assert.ok((await client.listRegistry({ limit: 10 })).items.length > 0);
    assert.match(sandbox.current.requests.at(-1)?.path ?? '', new RegExp(`/${profile.iamProject.id}/`));
    client.dispose();
  }

  it('with a token sends it, and nothing before it is needed', async () => {
    const { token } = sandbox.current;
    const profile = profileFor('token');
    const opened = await open(profile, { kind: 'token', changedAt: 7, token, expiresAt: now + HOUR_MS });
    assert.deepEqual([asked(), opened.signedInAt], [[], 7]);
    await works(opened, profile);
    assert.deepEqual(asked(), ['listUserAllRepositories', 'listRegistry']);
  });

  for (const [what, isKept] of [
    ['that is kept renews a token that has ended, before the first request', true],
    ['that is not kept uses the token until its end', false],
  ] as const) {
    it(`with a password ${what}`, async () => {
      const profile = profileFor('password');
      const { token, data, user } = sandbox.current;
      const password = isKept ? user.password : undefined;
      const expiresAt = isKept ? now - 1 : now + HOUR_MS;
      const used = isKept ? data.unknownToken() : token;
      const opened = await open(profile, { kind: 'password', changedAt: 1, token: used, expiresAt, password });
      assert.deepEqual(asked(), []);
      await works(opened, profile);
      const renewal = isKept ? ['createToken'] : [];
      assert.deepEqual(asked(), [...renewal, 'listUserAllRepositories', 'listRegistry']);
    });
  }

  it('with a password that is kept signs in once while the dates of the cloud are a day ahead, and says so', async () => {
    const profile = profileFor('password');
    const { token, user, faults } = sandbox.current;
    const { password } = user;
    faults.add({ kind: 'clockOffset', ms: 24 * HOUR_MS });
    const secret = { kind: 'password', changedAt: 1, token, expiresAt: now + 2 * HOUR_MS, password } as const;
    const client = clientOf((await open(profile, secret)).session);
    for (let count = 0; count < 6; count += 1) {
      await client.listRegistry();
    }
    assert.equal(asked().filter((operation) => operation === 'createToken').length, 1);
    assert.deepEqual(
      conflicts.map((ms) => Math.round(ms / HOUR_MS)),
      [24],
    );
    assert.deepEqual(told, []);
  });

  it('with an access key signs each request', async () => {
    const { ak, sk, temporaryKey } = sandbox.current;
    const profile = profileFor('accessKey');
    for (const key of [{ ak, sk }, temporaryKey]) {
      const securityToken = 'securityToken' in key ? key.securityToken : undefined;
      const secret = { kind: 'accessKey', changedAt: 1, accessKey: key.ak, secretKey: key.sk, securityToken } as const;
      await works(await open(profile, secret), profile);
    }
    assert.deepEqual(told, []);
  });

  it('with an access key that was refused does not send it again with another client', async () => {
    const { ak } = sandbox.current;
    const profile = profileFor('accessKey');
    await at.profiles.add(profile, { kind: 'accessKey', changedAt: 1, accessKey: ak, secretKey: 'a-wrong-secret-key' });
    const windows = connector();
    for (let opened = 1; opened <= 5; opened += 1) {
      const client = clientOf((await windows.open(profile)).session);
      assert.equal((await failureOf(client.listRegistry())).reason, 'signature');
      client.dispose();
    }
    assert.deepEqual(asked(), ['listRegistry']);
  });

  it('with an access key names the account to IAM and the project to the others, and sends no secret key', async () => {
    const server = await serve(() => ({
      json: { projects: [], domains: [], result: {}, data_list: [], total_num: 0 },
    }));
    const profile = profileFor('accessKey', {
      accountId: 'd78cbac186b744899480f25bd022f468',
      enterpriseProjectId: 'ep1',
    });
    await at.profiles.add(profile, { kind: 'accessKey', changedAt: 1, accessKey: 'AK', secretKey: 'the-secret-key' });
    const client = clientOf((await connector(server.url).open(profile)).session);
    await client.listAuthDomains();
    await client.listRegistry();
    const [iam, hss] = server.requests;
    assert.equal(iam?.headers['x-domain-id'], profile.accountId);
    assert.equal(hss?.headers['x-project-id'], profile.iamProject.id);
    assert.equal(hss.query.get('enterprise_project_id'), 'ep1');
    assert.doesNotMatch(
      JSON.stringify(server.requests.map(({ path: to, headers, body }) => [to, headers, body])),
      /the-secret-key/,
    );
    await server.close();
  });

  for (const [method, put] of [
    ['environment', (ak: string, sk: string) => (environment = { HUAWEICLOUD_SDK_AK: ak, HUAWEICLOUD_SDK_SK: sk })],
    [
      'file',
      async (ak: string, sk: string): Promise<void> => {
        await mkdir(path.join(folder.path, '.huaweicloud'), { recursive: true });
        await writeFile(path.join(folder.path, '.huaweicloud', 'credentials'), `[basic]\nak=${ak}\nsk=${sk}\n`);
      },
    ],
  ] as const) {
    describe(`with a key of the ${method}`, () => {
      const profile = (): Profile => profileFor(method, { userId: keyFingerprint(sandbox.current.ak) });

      it('signs with what is there now, and stores none of it', async () => {
        await put(sandbox.current.ak, sandbox.current.sk);
        const used = profile();
        await at.profiles.add(used, undefined);
        await works(await open(used), used);
        assert.equal(at.keyring.kept.size, 0);
        await put(sandbox.current.ak, 'a-rotated-secret-key');
        const rotated = clientOf((await open(used)).session);
        await assert.rejects(rotated.listUserAllRepositories(), { kind: 'unauthorized' });
      });

      it('has ended when the key is gone', async () => {
        assert.equal(reasonOf(await open(profile())), 'credentialGone');
        await put(sandbox.current.ak, '');
        assert.equal(reasonOf(await open(profile())), 'credentialGone');
        assert.deepEqual(asked(), []);
      });

      it('has ended when the key is another one: nobody becomes somebody else unawares', async () => {
        const { secondKey } = sandbox.current;
        await put(secondKey.ak, secondKey.sk);
        assert.equal(reasonOf(await open(profile())), 'credentialChanged');
        assert.deepEqual(asked(), []);
      });

      it('uses no secret that is stored under the same name', async () => {
        await at.vault.put(profile().id, {
          kind: 'token',
          changedAt: 1,
          token: sandbox.current.token,
          expiresAt: now + 1,
        });
        assert.equal(reasonOf(await open(profile())), 'credentialGone');
      });
    });
  }

  for (const method of ['token', 'password', 'accessKey'] as const) {
    it(`has ended when the secret is missing: ${method}`, async () => {
      assert.equal(reasonOf(await open(profileFor(method))), 'tokenMissing');
      assert.deepEqual(asked(), []);
    });
  }

  it('has ended for what is the matter with the secret storage', async () => {
    missing = 'keyringSilent';
    assert.equal(reasonOf(await open(profileFor('token'))), 'keyringSilent');
  });

  for (const kind of ['token', 'password'] as const) {
    it(`has ended with its ${kind === 'token' ? 'token' : 'token, when no password is kept'}, without a request`, async () => {
      const { token } = sandbox.current;
      const opened = await open(profileFor(kind), { kind, changedAt: 1, token, expiresAt: now });
      assert.equal(reasonOf(opened), 'tokenExpired');
      assert.deepEqual(asked(), []);
    });
  }

  it('takes a newer secret from another window when its own has ended, or is missing', async () => {
    const { token } = sandbox.current;
    const profile = profileFor('token');
    await at.profiles.add(profile, { kind: 'token', changedAt: 1, token: 'MII-ended', expiresAt: now - 1 });
    const other = neighbours.open(folder.path);
    await other.vault.put(profile.id, { kind: 'token', changedAt: 2, token, expiresAt: now + HOUR_MS });
    const opened = await open(profile);
    assert.equal(opened.signedInAt, 2);
    await works(opened, profile);
    at = neighbours.open(folder.path);
    await works(await open(profile), profile);
  });

  it('tells which client was refused', async () => {
    const { token } = sandbox.current;
    const opened = await open(profileFor('token'), { kind: 'token', changedAt: 1, token, expiresAt: now + HOUR_MS });
    const client = clientOf(opened.session);
    sandbox.current.faults.add({ kind: 'expireToken', times: 1 });
    await assert.rejects(client.listRegistry());
    assert.ok(told.length === 1 && told[0]?.[0] === client && told[0][1].kind === 'unauthorized');
  });

  it('never says what the secret was', async () => {
    const profile = profileFor('token');
    const { session } = await open(profile, { kind: 'token', changedAt: 1, token: 'MII-planted', expiresAt: now - 1 });
    assert.doesNotMatch(JSON.stringify(session) + String(session.state === 'expired' && session.reason), /MII-planted/);
    await rm(path.join(folder.path, 'profiles'), { recursive: true });
  });
});
