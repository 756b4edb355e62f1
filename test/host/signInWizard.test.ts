import assert from 'node:assert/strict';
import { setEndpoints, signOutEverybody, useCloud } from './support/cloud';
import { run } from './support/extension';
import { storedProfiles } from './support/kept';
import { BACK } from './support/person';
import { until } from './support/until';

describe('the questions of the sign-in', () => {
  const cloud = useCloud({ repositories: 0, signedIn: false });
  afterEach(signOutEverybody);

  it('keep what was typed and chosen when somebody goes back', async () => {
    const { person } = cloud;
    person.chooses('IAM user', 'cn-east-3', BACK, 'IAM user', 'cn-east-3');
    person.types('my-account', 'my-user').goesBack().goesBack().goesBack();
    person.types('my-account');
    await run('signIn');
    const values = person.inputs.map(({ title, value }) => [title.replace(/.*: /u, ''), value]);
    assert.deepEqual(values, [
      ['Account', ''],
      ['IAM User', ''],
      ['Password', ''],
      ['IAM User', 'my-user'],
      ['Account', 'my-account'],
      ['Account', 'my-account'],
      ['IAM User', 'my-user'],
    ]);
    const active = person.picks.map((pick) => pick.active?.map(({ label }) => label) ?? []);
    assert.deepEqual(active.slice(2, 5), [
      ['CN East-Shanghai1'],
      ['$(person) IAM user and password'],
      ['CN East-Shanghai1'],
    ]);
  });

  it('find what is known of a profile whose session has ended, also behind Back', async () => {
    await cloud.signIn();
    cloud.sandbox.faults.add({ kind: 'expireToken' });
    await run('refresh');
    await until('the prompt', () => cloud.person.messages.some(({ buttons }) => buttons.includes('Sign In')));
    cloud.person.forget();
    cloud.person.goesBack();
    await run('signIn');
    assert.deepEqual(
      cloud.person.picks[0]?.active?.map(({ description }) => description),
      ['cn-north-4'],
    );
  });

  describe('about a region that is in no list', () => {
    const { person } = cloud;
    const last = () => person.picks.at(-1)!.items.at(-1)!;

    it('say that it is unknown and what to do, and do not go on with it', async () => {
      await setEndpoints({});
      try {
        person.chooses('Token', { search: ' CN-North-99 ' }, 'Unknown region: cn-north-99');
        await run('signIn');
      } finally {
        const { url } = cloud.sandbox;
        await setEndpoints({ iam: url, repo: url, hss: url, projectman: url, pipeline: url });
      }
      assert.match(last().detail!, /“cn-north-99” is unknown.*spelling.*list.*codeartsMirrors\.endpoints/);
      assert.equal(last().alwaysShow, true);
      assert.deepEqual([person.inputs, cloud.requests()], [[], []]);
    });

    it('say nothing of the kind while what is typed can still become one, by its identifier or its name', async () => {
      for (const search of ['cn-nor', 'BEIJING4', 'without hss', '']) {
        person.chooses('Token', { search });
        await run('signIn');
        assert.ok(!last().label.includes('Unknown'), search);
      }
    });

    it('take it when the settings have its addresses, and say where requests go', async () => {
      person.chooses('Token', { search: 'cn-north-99' }, 'Use the region');
      person.types(cloud.sandbox.token);
      await run('signIn');
      assert.match(person.picks[2]!.items.at(-1)!.detail!, /codeartsMirrors\.endpoints/);
      assert.match(person.inputs[0]!.title, /Token for cn-north-99/);
      assert.match(person.inputs[0]!.complaints[0]!, /for the region cn-north-4/);
      assert.deepEqual(await storedProfiles(), []);
    });

    for (const search of ['://x', 'cn north!', '$(sync)', 'x'.repeat(300)]) {
      it(`take no text that is none: ${search.slice(0, 10)}`, async () => {
        person.chooses('Token', { search }, (items) => items.at(-1));
        await run('signIn');
        assert.match(last().label, /^\$\(warning\) Unknown region: /);
        assert.ok(!last().label.includes('$(sync)') && last().label.length < 80);
        assert.deepEqual(person.inputs, []);
      });
    }
  });

  it('doubt an unusual key while it is typed, and take it all the same', async () => {
    cloud.person.chooses('Access key (AK', 'cn-north-4').types(cloud.sandbox.sk, 'too-short');
    await run('signIn');
    const [accessKey, secretKey, securityToken] = cloud.person.inputs;
    assert.match(accessKey!.complaints[0]!, /secret access key|20 uppercase/);
    assert.match(secretKey!.complaints[0]!, /40 letters and digits/);
    assert.ok(securityToken, 'it went on');
  });
});
