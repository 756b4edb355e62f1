import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { computerOf } from '../../src/accounts/computer';
import { accounts, signOutEverybody, useCloud } from './support/cloud';
import { run } from './support/extension';
import { storedProfiles, storedSecret } from './support/kept';
import { BACK } from './support/person';
import { rowsOf } from './support/rows';

describe('signing in', () => {
  const cloud = useCloud({ repositories: 0, signedIn: false });
  const user = (name: string) => cloud.sandbox.users.find((one) => one.name === name)!;

  beforeEach(() => {
    cloud.person
      .whenAsked(/Region/, 'cn-north-4')
      .whenAsked(/IAM Project/, 'cn-north-4')
      .whenAsked(/Profile/, 'Sign in');
  });
  afterEach(signOutEverybody);

  const onlyProfile = async () => {
    const [profile, ...others] = await storedProfiles();
    assert.ok(profile && others.length === 0);
    return profile;
  };
  const works = async () => {
    assert.ok((await rowsOf(cloud.api.views.repositories)).some(({ id }) => id.startsWith('group/')));
    assert.ok((await rowsOf(cloud.api.views.registries)).length > 3);
  };

  describe('as an IAM user', () => {
    const asks = (name = 'sandbox-user', ...passwords: string[]) => {
      const { account, password } = user(name);
      cloud.person
        .whenAsked(/Method/, 'IAM user')
        .types(account, name, ...(passwords.length === 0 ? [password] : passwords));
    };

    for (const [answer, kept] of [
      ['Save the password', true],
      ['Don’t save it', false],
    ] as const) {
      it(`${answer}: ${kept ? 'it is in the secret storage' : 'it is nowhere'}`, async () => {
        asks();
        cloud.person.whenAsked(/Staying/, answer);
        await run('signIn');
        const secret = await storedSecret((await onlyProfile()).id);
        assert.equal(secret?.password, kept ? user('sandbox-user').password : undefined);
        assert.ok(typeof secret?.token === 'string');
        assert.match(cloud.person.texts[0]!, kept ? /The token renews automatically/ : /The token expires/);
        await works();
      });
    }

    it('masks the password, and says where each name is found', async () => {
      asks();
      await run('signIn');
      assert.deepEqual(
        cloud.person.inputs.map(({ title, password }) => [title.replace('Sign In to Huawei Cloud: ', ''), password]),
        [
          ['Account', false],
          ['IAM User', false],
          ['Password', true],
        ],
      );
      assert.deepEqual(await accounts(), [], 'left before the end: nobody is signed in');
    });

    it('a wrong password three times, then the right one: says why each time, and sends each once', async () => {
      const { password } = user('sandbox-user');
      asks('sandbox-user', 'wrong-1', 'wrong-2', 'wrong-3', password);
      cloud.person.whenAsked(/Staying/, 'Don’t save it');
      await run('signIn');
      const { complaints } = cloud.person.inputs.at(-1)!;
      assert.equal(complaints.length, 3);
      for (const complaint of complaints) assert.match(complaint, /user name or password is wrong.*HUAWEI ID/);
      assert.equal(cloud.requests('createToken').length, 4);
      await works();
    });

    it('a HUAWEI ID: says that it cannot sign in with a password', async () => {
      asks('huawei-id', 'huawei-password');
      await run('signIn');
      assert.match(cloud.person.inputs.at(-1)!.complaints[0]!, /A HUAWEI ID cannot sign in/);
    });

    it('asks for the MFA code when the account demands it: wrong, then right', async () => {
      const { id, passcode } = user('mfa-user');
      asks('mfa-user');
      cloud.person.types(id, '12345', '654321', passcode!);
      await run('signIn');
      const [userId, code] = cloud.person.inputs.slice(-2);
      assert.match(userId!.prompt, /IAM user ID/);
      assert.equal(code!.password, true);
      assert.match(code!.complaints[0]!, /six digits/);
      assert.match(code!.complaints.at(-1)!, /verification code/);
      assert.equal((await onlyProfile()).userId, id);
      assert.equal((await storedSecret((await onlyProfile()).id))?.password, undefined, 'it could renew nothing');
      await works();
    });

    it('goes back through every question', async () => {
      asks();
      cloud.person.forget();
      cloud.person.chooses('IAM user', 'cn-north-4', BACK, 'Token');
      cloud.person.types('account').goesBack().goesBack();
      await run('signIn');
      assert.deepEqual(
        [...cloud.person.picks, ...cloud.person.inputs].map(({ title }) =>
          title.replace('Sign In to Huawei Cloud: ', ''),
        ),
        ['Method', 'Region', 'Region', 'Method', 'Region', 'Account', 'IAM User', 'Account'],
      );
    });
  });

  describe('with an access key', () => {
    const asks = (...texts: string[]) => cloud.person.whenAsked(/Method/, 'Access key (AK').types(...texts);

    it('signs every request and sends no key', async () => {
      const { ak, sk } = cloud.sandbox;
      asks(ak, sk, '');
      await run('signIn');
      const { accessKey, secretKey } = (await storedSecret((await onlyProfile()).id))!;
      assert.deepEqual([accessKey, secretKey], [ak, sk]);
      await works();
      assert.deepEqual(cloud.requests('createToken'), []);
    });

    it('takes a temporary key with its security token', async () => {
      const { ak, sk, securityToken } = cloud.sandbox.temporaryKey;
      asks(ak, sk, securityToken);
      await run('signIn');
      await works();
    });

    it('a wrong secret key: one request, and no loop that would lock it', async () => {
      const { ak } = cloud.sandbox;
      asks(ak, 'wrong-secret-key', '');
      await run('signIn');
      assert.match(cloud.person.inputs.at(-1)!.complaints[0]!, /signature/);
      assert.equal(cloud.requests().length, 1);
    });

    it('names the clock when it is off', async () => {
      const { ak, sk } = cloud.sandbox;
      cloud.sandbox.faults.add({ kind: 'clockOffset', ms: 2 * 3_600_000 });
      asks(ak, sk, '');
      await run('signIn');
      assert.match(cloud.person.inputs.at(-1)!.complaints[0]!, /clock of this computer is 2 hours behind/);
    });

    for (const text of ['', 'a key', 'SANDBOXACCESSKEY0001\n', 'ключ']) {
      it(`says what is wrong with ${JSON.stringify(text)} while it is typed`, async () => {
        asks(text);
        await run('signIn');
        assert.equal(cloud.person.inputs[0]!.complaints.length > 0, text.trim() !== 'SANDBOXACCESSKEY0001');
        assert.deepEqual(cloud.requests(), []);
      });
    }
  });

  describe('with a key that is there already', () => {
    const NAMES = ['HUAWEICLOUD_SDK_AK', 'HUAWEICLOUD_SDK_SK', 'CLOUD_SDK_AK', 'CLOUD_SDK_SK'];
    afterEach(() => {
      for (const name of NAMES) Reflect.deleteProperty(process.env, name);
    });
    const offered = () =>
      cloud.person.picks[0]!.items.map(({ label }) => label).filter((label) => /environment|file/.test(label));

    it('is not offered when there is none', async () => {
      await run('signIn');
      assert.deepEqual(offered(), []);
    });

    for (const [accessKey, secretKey] of [NAMES.slice(0, 2), NAMES.slice(2)] as [string, string][]) {
      it(`${accessKey}: is used from where it is, and copied nowhere`, async () => {
        process.env[accessKey] = cloud.sandbox.ak;
        process.env[secretKey] = cloud.sandbox.sk;
        cloud.person.whenAsked(/Method/, 'environment').whenAsked(/Access Key Found/, 'Use this');
        await run('signIn');
        assert.equal(offered().length, 1);
        assert.equal(await storedSecret((await onlyProfile()).id), undefined);
        await works();
      });
    }

    it('says which computer it was read on, before and when it is used', async () => {
      process.env.HUAWEICLOUD_SDK_AK = cloud.sandbox.ak;
      process.env.HUAWEICLOUD_SDK_SK = cloud.sandbox.sk;
      cloud.person.whenAsked(/Method/, 'environment');
      await run('signIn');
      const [method] = cloud.person.picks;
      const row = method!.items.find(({ label }) => label.includes('environment'));
      // The editor of these tests is served to a browser, or it is the desktop's.
      const { remoteName } = vscode.env;
      const where = remoteName ?? 'this computer';
      for (const detail of [row?.detail, cloud.person.picks.at(-1)!.items[0]!.detail]) {
        assert.ok(detail?.includes(where) && detail.startsWith('Read on'), detail);
      }
      assert.equal(method!.placeHolder.includes('credentials file'), remoteName !== undefined);
    });

    it('says why it cannot be used, in its row, and is not taken', async () => {
      process.env.HUAWEICLOUD_SDK_AK = cloud.sandbox.ak;
      cloud.person.chooses('environment');
      await run('signIn');
      assert.match(cloud.person.picks[0]!.items.at(-1)!.detail!, /can’t be used: The AK or the SK is missing/);
      assert.match(cloud.person.picks[1]!.title, /Method/, 'it stays there');
    });

    it('is not used unless the person says so', async () => {
      process.env.HUAWEICLOUD_SDK_AK = cloud.sandbox.ak;
      process.env.HUAWEICLOUD_SDK_SK = cloud.sandbox.sk;
      cloud.person.whenAsked(/Method/, 'environment');
      await run('signIn');
      assert.match(cloud.person.picks.at(-1)!.items[0]!.description!, /HUAWEICLOUD_SDK_AK/);
      assert.deepEqual(cloud.requests(), []);
    });
  });

  describe('on one of two computers', () => {
    const { UI, Workspace } = vscode.ExtensionKind;
    const { Desktop, Web } = vscode.UIKind;
    for (const [what, kind, remoteName, uiKind, expected] of [
      ['without a remote', UI, undefined, Desktop, [undefined, false, false]],
      ['beside a remote', UI, 'ssh-remote', Desktop, [undefined, false, true]],
      ['on the remote', Workspace, 'wsl', Desktop, ['wsl', false, true]],
      ['on the server of a page', Workspace, 'localhost:8080', Web, ['localhost:8080', true, true]],
    ] as const) {
      it(`knows whose files it reads: ${what}`, () => {
        const { remote, isServer, isOneOfTwo } = computerOf(kind, { remoteName, uiKind });
        assert.deepEqual([remote, isServer, isOneOfTwo], expected);
      });
    }
  });

  describe('where there are several IAM projects', () => {
    it('asks which, and lists the registries of that one', async () => {
      const { account, name, password } = user('sandbox-user');
      cloud.person.forget();
      cloud.person
        .whenAsked(/Method/, 'IAM user')
        .whenAsked(/Region/, 'cn-north-4')
        .whenAsked(/IAM Project/, 'team-a')
        .whenAsked(/Staying/, 'Save')
        .whenAsked(/Profile/, 'Sign in')
        .types(account, name, password);
      await run('signIn');
      assert.equal((await onlyProfile()).name, 'sandbox-user · cn-north-4_team-a');
      const rows = await rowsOf(cloud.api.views.registries);
      assert.ok(rows.some(({ label }) => label === 'team-a-harbor'));
    });
  });
});
