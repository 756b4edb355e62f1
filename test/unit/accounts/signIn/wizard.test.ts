import assert from 'node:assert/strict';
import type { Answer, Place } from '../../../../src/accounts/signIn/prompts';
import { runWizard, type Step } from '../../../../src/accounts/signIn/wizard';

interface Draft {
  readonly method?: string;
  readonly code?: string;
  readonly region?: string;
  readonly name?: string;
}

type Field = keyof Draft;

describe('Wizard', () => {
  /** What was asked, with the number of the step and of the steps. */
  const asked: string[] = [];
  /** What each question found of an answer before. */
  const found: (string | undefined)[] = [];
  /** What the person does: an answer, Back, or leaving. */
  const script: (Answer<string> | string)[] = [];
  const back = { kind: 'back' } as const;
  const left = { kind: 'left' } as const;

  beforeEach(() => {
    asked.length = 0;
    found.length = 0;
    script.length = 0;
  });

  function step(part: number, field: Field, applies: Step<Draft>['applies'] = () => true): Step<Draft> {
    return {
      part,
      applies,
      answered: (draft) => draft[field] !== undefined,
      forget: (draft) => ({ ...draft, [field]: undefined }),
      ask: (draft, place: Omit<Place, 'title'>) => {
        asked.push(`${field} ${place.step}/${place.steps}`);
        const next = script.shift() ?? assert.fail(`nobody answers ${field}`);
        found.push(place.kept?.text);
        if (place.kept && typeof next === 'string') {
          place.kept.text = next;
        }
        const answer = typeof next === 'string' ? ({ kind: 'done', value: next } as const) : next;
        return Promise.resolve(
          answer.kind === 'done' ? { kind: 'done', value: { ...draft, [field]: answer.value } } : answer,
        );
      },
    };
  }

  const steps = [
    step(1, 'method'),
    step(2, 'code', ({ method }) => method === 'password'),
    step(2, 'region'),
    step(3, 'name'),
  ] as const;

  const run = (initial: Draft = {}): Promise<Draft | undefined> => runWizard(steps, initial);

  it('asks one step after the other, and gives what was answered', async () => {
    script.push('token', 'cn-north-4', 'Alice');
    assert.deepEqual(await run(), { method: 'token', region: 'cn-north-4', name: 'Alice' });
    assert.deepEqual(asked, ['method 1/3', 'region 2/3', 'name 3/3']);
  });

  it('asks what an answer makes necessary', async () => {
    script.push('password', '123456', 'cn-north-4', 'Alice');
    assert.equal((await run())?.code, '123456');
    assert.deepEqual(asked, ['method 1/3', 'code 2/3', 'region 2/3', 'name 3/3']);
  });

  it('skips what is known already', async () => {
    script.push('cn-north-4');
    assert.deepEqual(await run({ method: 'token', name: 'Alice' }), {
      method: 'token',
      region: 'cn-north-4',
      name: 'Alice',
    });
    assert.deepEqual(asked, ['region 2/3']);
  });

  it('asks nothing when everything is known', async () => {
    const known = { method: 'token', region: 'cn-north-4', name: 'Alice' };
    assert.deepEqual(await run(known), known);
    assert.deepEqual(asked, []);
  });

  it('goes back to the question before, also to one that was known', async () => {
    script.push(back, 'password', '123456', 'cn-north-4', 'Bob');
    const draft = await run({ method: 'token', name: 'Alice' });
    assert.deepEqual(asked, ['region 2/3', 'method 1/3', 'code 2/3', 'region 2/3', 'name 3/3']);
    assert.equal(draft?.name, 'Bob', 'what was known of the one before was taken for the other');
  });

  it('leaves at any step, and keeps nothing', async () => {
    for (const answers of [[left], ['token', left], ['token', 'cn-north-4', left]]) {
      script.splice(0, Infinity, ...answers);
      assert.equal(await run(), undefined);
      assert.deepEqual(script, []);
    }
  });

  it('forgets what was answered from there on', async () => {
    script.push('password', '123456', 'cn-north-4', back, back, back, 'token', 'cn-east-3', 'Alice');
    assert.deepEqual(await run(), {
      method: 'token',
      code: undefined,
      region: 'cn-east-3',
      name: 'Alice',
    });
    assert.deepEqual(asked, [
      'method 1/3',
      'code 2/3',
      'region 2/3',
      'name 3/3',
      'region 2/3',
      'code 2/3',
      'method 1/3',
      'region 2/3',
      'name 3/3',
    ]);
  });

  it('gives each question what was answered in it before, and nothing to one of another way', async () => {
    script.push('password', '123456', 'cn-north-4', back, back, back, 'token', 'cn-east-3', 'Alice');
    await run();
    const before = [undefined, undefined, undefined, undefined];
    assert.deepEqual(found, [...before, 'cn-north-4', '123456', 'password', 'cn-north-4', undefined]);
  });

  it('asks the first question again when there is nothing before it', async () => {
    script.push(back, 'token', 'cn-north-4', 'Alice');
    assert.equal((await run())?.method, 'token');
    assert.deepEqual(asked.slice(0, 2), ['method 1/3', 'method 1/3']);
  });
});
