import assert from 'node:assert/strict';
import { CloudError } from '../../../src/api/index';
import type { AccountCheck, AccountFacts } from '../../../src/diagnose/account';
import type { Sandbox } from '../../../src/sandbox/index';
import { useSandbox } from '../sandbox/helpers';
import { allAt, clientFor, diagnosed, keyOf, profileFor, subjectFor } from './scene';

const CHECKS: readonly AccountCheck[] = [
  'credential',
  'project',
  'repositories',
  'mirror',
  'registries',
  'codeArtsProjects',
];

describe('diagnosis of an account', () => {
  const used = useSandbox({ repositories: 12 });
  beforeEach(() => {
    used.current.faults.clear();
    used.current.requests.splice(0);
  });

  const sandbox = (): Sandbox => used.current;
  const check = async (subject = subjectFor(sandbox()), endpoints = allAt(sandbox().url)): Promise<AccountFacts> =>
    (await diagnosed(subject, endpoints)).account;
  /** `ok`, `failed: forbidden` or `skipped: unreachable` of each check. */
  const told = (facts: AccountFacts): Readonly<Record<string, string>> =>
    Object.fromEntries(
      CHECKS.map((name) => {
        const outcome = facts[name];
        const why =
          outcome.kind === 'failed' ? `: ${outcome.error.kind}` : outcome.kind === 'skipped' ? `: ${outcome.why}` : '';
        return [name, outcome.kind + why];
      }),
    );

  it('finds everything in order', async () => {
    const facts = await check();
    assert.deepEqual([...new Set(Object.values(told(facts)))], ['ok']);
    assert.ok(facts.credential.kind === 'ok' && facts.credential.value !== 'key');
    assert.ok(facts.credential.value.endsAt > new Date());
    assert.deepEqual(facts.project, { kind: 'ok', value: 'fits' });
    assert.ok(facts.registries.kind === 'ok' && facts.registries.value > 10, 'of all, not only of the first page');
  });

  it('reads only, and sends at most four requests at once', async () => {
    let most = 0;
    let now = 0;
    const real = clientFor(sandbox());
    const counting = new Proxy(real, {
      get: (client, name) => {
        const member: unknown = Reflect.get(client, name);
        return typeof member !== 'function'
          ? member
          : async (...args: readonly unknown[]): Promise<unknown> => {
              now += 1;
              most = Math.max(most, now);
              try {
                return await Reflect.apply(member, client, args);
              } finally {
                now -= 1;
              }
            };
      },
    });
    await check(subjectFor(sandbox(), { client: counting }));
    assert.ok(most > 1 && most <= 4, `${most} at once`);
    assert.deepEqual([...new Set(sandbox().requests.map(({ method }) => method))], ['GET']);
    assert.ok(sandbox().requests.length >= 7);
  });

  it('tries a signed request where there is no token to look up', async () => {
    const facts = await check(
      subjectFor(sandbox(), { client: clientFor(sandbox(), { credential: keyOf(sandbox()) }) }),
    );
    assert.deepEqual(facts.credential, { kind: 'ok', value: 'key' });
    const asked = sandbox().requests.flatMap(({ operationId }) => operationId ?? []);
    assert.equal(asked.filter((operation) => operation === 'listAuthProjects').length, 1);
    assert.ok(!asked.includes('validateToken'));
  });

  it('keeps the other checks going when one right is missing', async () => {
    sandbox().faults.add({
      kind: 'status',
      status: 400,
      body: { error_code: 'HSS.0013', error_msg: 'no right' },
      match: { operationId: 'listRegistry' },
    });
    const facts = await check();
    assert.deepEqual(
      Object.entries(told(facts)).filter(([, words]) => words !== 'ok'),
      [['registries', 'failed: forbidden']],
    );
    assert.ok(facts.registries.kind === 'failed');
    assert.equal(facts.registries.error.code, 'HSS.0013');
  });

  it('does not ask further with a token that was refused', async () => {
    sandbox().faults.add({ kind: 'expireToken', match: { operationId: 'validateToken' }, times: 1 });
    const facts = told(await check());
    assert.equal(facts.credential, 'failed: unauthorized');
    assert.deepEqual([...new Set(CHECKS.slice(1).map((name) => facts[name]))], ['skipped: signInRefused']);
  });

  it('says why there is no client', async () => {
    const failure = new CloudError('ended', { kind: 'unauthorized', reason: 'tokenExpired', operation: 'restore' });
    const facts = await check(subjectFor(sandbox(), { client: undefined, failure }));
    assert.deepEqual(facts.credential, { kind: 'failed', error: failure });
    assert.equal(told(facts).registries, 'skipped: signInRefused');
  });

  it('does not ask a service that cannot be reached, or is not offered', async () => {
    const offered = { ...allAt(sandbox().url), repo: 'http://127.0.0.1:1', hss: undefined };
    const facts = told((await diagnosed(subjectFor(sandbox()), offered)).account);
    assert.equal(facts.repositories, 'skipped: unreachable');
    assert.equal(facts.mirror, 'skipped: unreachable');
    assert.equal(facts.registries, 'skipped: notOffered');
    assert.equal(facts.codeArtsProjects, 'ok');
  });

  it('tells a project that is not there, and one of another region', async () => {
    const profile = profileFor(sandbox());
    const missing = {
      ...profile,
      iamProject: { ...profile.iamProject, id: 'f'.repeat(32) as typeof profile.iamProject.id },
    };
    assert.deepEqual((await check(subjectFor(sandbox(), { profile: missing }))).project, {
      kind: 'ok',
      value: 'missing',
    });
    const elsewhere = { ...profile, region: 'ap-southeast-3' };
    assert.deepEqual((await check(subjectFor(sandbox(), { profile: elsewhere }))).project, {
      kind: 'ok',
      value: 'otherRegion',
    });
  });

  it('gives up on a service that does not answer', async () => {
    sandbox().faults.add({ kind: 'hang', match: { operationId: 'listRegistry' } });
    const { account } = await diagnosed(subjectFor(sandbox()), allAt(sandbox().url), { limitMs: 500 });
    assert.equal(told(account).registries, 'failed: timeout');
  });

  it('says what was checked until it was cancelled', async () => {
    const stop = new AbortController();
    const stopAtRights = (step: object): void => {
      if ('check' in step && step.check === 'project') stop.abort();
    };
    const endpoints = allAt(sandbox().url);
    const diagnosis = await diagnosed(subjectFor(sandbox()), endpoints, { onStart: stopAtRights }, stop.signal);
    assert.equal(diagnosis.stopped, true);
    const facts = told(diagnosis.account);
    assert.equal(facts.credential, 'ok');
    assert.equal(facts.registries, 'skipped: stopped');
    assert.equal(facts.mirror, 'skipped: stopped');
  });
});
