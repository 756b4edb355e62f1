import assert from 'node:assert/strict';
import { accounts, setEndpoints, useCloud } from './support/cloud';
import { run } from './support/extension';
import { storedProfiles } from './support/kept';

describe('a token that cannot be used', () => {
  const cloud = useCloud({ repositories: 0, signedIn: false });

  afterEach(async () => {
    await run('signOut');
  });

  /** Pastes a text and returns what the prompt says about it. */
  async function complaints(text: string): Promise<readonly string[]> {
    await cloud.signIn(text);
    assert.deepEqual(await accounts(), [], 'nobody is signed in');
    assert.deepEqual(await storedProfiles(), [], 'no profile is kept');
    assert.deepEqual(cloud.person.texts, []);
    return [...new Set(cloud.person.inputs[0]!.complaints)];
  }

  for (const [name, text, complaint] of [
    ['no text', '', /^Paste a token/],
    ['white space', ' \t ', /^Paste a token/],
    ['several lines', 'MIIabc\nMIIdef', /line breaks/],
    ['a line break that would begin another header', 'MIIabc\r\nX-Evil: 1', /line breaks/],
    ['control characters', 'MII\u0000abc', /control characters/],
    ['an escape sequence', 'MII\u001b[31m', /control characters/],
    ['a megabyte', 'x'.repeat(1_000_000), /^Too long to be a token/],
    ['letters that no header can hold', 'MIIабв', /unsupported characters/],
    ['a space in it', 'MIIabc MIIdef', /contains a space/],
    ['the name of the header before it', 'X-Subject-Token: MIIabc', /the name of the header/],
  ] as const) {
    it(`${name}: refused before anything is sent`, async () => {
      const said = await complaints(text);
      assert.equal(said.length, 1);
      assert.match(said[0]!, complaint);
      assert.deepEqual(cloud.requests(), []);
    });
  }

  it('one of another region: says which', async () => {
    assert.deepEqual(await complaints(cloud.sandbox.wrongRegionToken), [
      'This token is for the region cn-east-3. Go back and choose that region.',
    ]);
  });

  it('one of the account instead of a project: says what is needed', async () => {
    const [said] = await complaints(cloud.sandbox.data.foreignToken('account'));
    assert.match(said!, /scoped to the account.*scoped to the project/);
  });

  it('an unknown one: says that it was not recognised', async () => {
    const [said] = await complaints(cloud.sandbox.data.unknownToken());
    assert.match(said!, /did not recognise the token/);
  });

  it('one that has ended: is not taken', async () => {
    cloud.sandbox.faults.add({ kind: 'expireToken', match: { operationId: 'validateToken' } });
    const [said] = await complaints(cloud.sandbox.token);
    assert.match(said!, /did not recognise the token|expired/);
  });

  it('can be corrected in the same prompt', async () => {
    cloud.person
      .chooses('Token', 'cn-north-4', 'Sign in')
      .types('', 'MII\n', cloud.sandbox.wrongRegionToken, cloud.sandbox.token);
    await run('signIn');
    assert.equal(cloud.person.inputs.length, 1);
    assert.equal((await accounts()).length, 1);
  });

  it('an answer that is no answer: says that something may be in the way', async () => {
    cloud.sandbox.faults.add({ kind: 'html', match: { operationId: 'validateToken' } });
    const [said] = await complaints(cloud.sandbox.token);
    assert.match(said!, /proxy or login page/);
  });

  it('an address that the token must not be sent to: nothing is sent', async () => {
    await setEndpoints({ iam: 'http://iam.example.com' });
    try {
      const [said] = await complaints(cloud.sandbox.token);
      assert.match(said!, /only https/);
      assert.deepEqual(cloud.requests(), []);
    } finally {
      const { url } = cloud.sandbox;
      await setEndpoints({ iam: url, repo: url, hss: url, projectman: url, pipeline: url });
    }
  });
});
