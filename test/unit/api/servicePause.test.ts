import assert from 'node:assert/strict';
import { CloudError } from '../../../src/api/index';
import { pauseMs, readPeriodMs, ServicePauses } from '../../../src/api/http/servicePause';
import { clientFor, failureOf } from './client';
import { type Answer, closeServers, serve } from './server';
import { Timeline } from './timeline';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const repository = { id: 7, name: 'bar' };
const text = (period: string): string =>
  `The throttling threshold has been reached: policy user over ratelimit,${period}`;
const throttled = (message: string, retryAfter?: string): Answer => ({
  status: 429,
  headers: retryAfter === undefined ? {} : { 'Retry-After': retryAfter },
  json: { error_code: 'APIGW.0308', error_msg: message, request_id: 'r1' },
});

describe('The pause that a 429 asks for', () => {
  for (const [message, period] of [
    [text('limit:200,time:5 minute'), 5 * MINUTE],
    [text('limit:10,time:1 minute'), MINUTE],
    [text('limit:200,time:1 second'), SECOND],
    [text('limit:5,time: 2 HOURS'), 120 * MINUTE],
    [text('limit:5,time=1 day'), 24 * 60 * MINUTE],
    [text('limit:5,time:minute'), MINUTE],
    ['Too many requests', undefined],
    ['overtime:5 minutes', undefined],
    ['time:5 apples', undefined],
    [undefined, undefined],
  ] as const) {
    it(`in “${message ?? 'no text'}” is ${period === undefined ? 'not named' : `${period / SECOND} s`}`, () => {
      assert.equal(readPeriodMs(message), period);
    });
  }

  it('is what Retry-After says, then what the text says, then 1, 2, 4… minutes up to half an hour', () => {
    const named = { retryAfterMs: 7000, vendorMessage: text('limit:200,time:5 minute') };
    assert.equal(
      pauseMs(named, 1, () => 0),
      7000,
    );
    assert.equal(
      pauseMs({ vendorMessage: named.vendorMessage }, 1, () => 0),
      5 * MINUTE,
    );
    const unnamed = [1, 2, 3, 4, 5, 6, 7, 100].map((refusals) => pauseMs({}, refusals, () => 0) / MINUTE);
    assert.deepEqual(unnamed, [1, 2, 4, 8, 16, 32, 32, 32]);
  });

  it('differs from window to window when it is not named, and is never shorter', () => {
    assert.equal(
      pauseMs({}, 1, () => 0.5),
      1.125 * MINUTE,
    );
    assert.ok(pauseMs({}, 1, () => 0.999) <= 1.25 * MINUTE);
  });

  it('grows when the wait that is named does not help, and is never longer than a day', () => {
    const again = [1, 2, 3, 4, 5, 6].map((refusals) => pauseMs({ retryAfterMs: 0 }, refusals, () => 0) / MINUTE);
    assert.deepEqual(again, [0, 0, 0, 1, 2, 4]);
    assert.equal(
      pauseMs({ retryAfterMs: 1e15 }, 1, () => 0),
      24 * 60 * MINUTE,
    );
  });
});

describe('A service that has answered 429', () => {
  afterEach(closeServers);

  it('is not asked again until the period that it named is over, and says until when', async () => {
    const time = new Timeline();
    const server = await serve((_, count) =>
      count === 1 ? throttled(text('limit:200,time:5 minute')) : { json: repository },
    );
    const client = clientFor(server.url, { clock: time.clock, sleep: time.sleep });
    const first = await failureOf(client.showRepository(7));
    assert.deepEqual(first.pausedUntil, new Date('2025-01-01T00:05:00Z'));

    time.pass(4 * MINUTE);
    const second = await failureOf(client.listUserAllRepositories());
    assert.deepEqual(
      [second.kind, second.pausedUntil, second.retryAfterMs],
      ['rateLimited', first.pausedUntil, MINUTE],
      'the pause is of all that the service does',
    );
    assert.deepEqual([second.code, second.requestId], ['APIGW.0308', 'r1'], 'what the vendor said is kept');
    assert.equal(server.requests.length, 1);
    assert.deepEqual(time.waits, [], 'whoever asks is told at once');

    time.pass(MINUTE);
    assert.equal((await client.showRepository(7)).name, 'bar');
  });

  it('does not hold up the other services', async () => {
    const time = new Timeline();
    const server = await serve(({ path }) =>
      path.includes('/v4/') ? throttled('Slow down') : { json: { total_num: 0, data_list: [] } },
    );
    const client = clientFor(server.url, { clock: time.clock, sleep: time.sleep });
    await failureOf(client.showRepository(7));
    assert.deepEqual((await client.listRegistry()).items, []);
  });

  it('is not sent a write either, which then has not happened', async () => {
    const time = new Timeline();
    const server = await serve(() => throttled('Slow down'));
    const client = clientFor(server.url, { clock: time.clock, sleep: time.sleep });
    await failureOf(client.showRepository(7));
    const write = await failureOf(client.startRemoteMirrorSynchronization(7));
    assert.deepEqual([write.kind, write.mayHaveHappened], ['rateLimited', undefined]);
    assert.equal(server.requests.length, 1);
  });

  it('is left alone for longer each time, and not after it has answered', async () => {
    const time = new Timeline();
    let answer: Answer = throttled('Slow down');
    const server = await serve(() => answer);
    const client = clientFor(server.url, { clock: time.clock, sleep: time.sleep, random: () => 0 });
    const pauses: number[] = [];
    const ask = async (): Promise<void> => {
      const { retryAfterMs = 0 } = await failureOf(client.showRepository(7));
      pauses.push(retryAfterMs / MINUTE);
      time.pass(retryAfterMs);
    };
    await ask();
    await ask();
    await ask();
    answer = { status: 404, json: { error_code: 'CH.004404', error_msg: 'none' } };
    await failureOf(client.showRepository(7));
    answer = throttled('Slow down');
    await ask();
    assert.deepEqual(pauses, [1, 2, 4, 1]);
  });

  it('is refused once when several requests were under way, whatever order the answers come in', async () => {
    const time = new Timeline();
    const held: (() => void)[] = [];
    const server = await serve((_, count) => ({
      by: (response) => {
        held.push(() => {
          const { status = 200, json } = count === 3 ? { json: repository } : throttled('Slow down');
          response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(json));
        });
        if (held.length === 4) {
          held.splice(0).forEach((answer) => {
            answer();
          });
        }
      },
    }));
    const client = clientFor(server.url, { clock: time.clock, sleep: time.sleep, random: () => 0 });
    const results = await Promise.allSettled([1, 2, 3, 4].map((id) => client.showRepository(id)));
    assert.equal(results.filter(({ status }) => status === 'rejected').length, 3);
    const { retryAfterMs } = await failureOf(client.showRepository(5));
    assert.equal(retryAfterMs, MINUTE, 'three refusals at once, or an answer from before them, count');
    assert.equal(server.requests.length, 4);
  });

  it('stays paused whatever comes late, also from before the time before', () => {
    const time = new Timeline();
    const pauses = new ServicePauses(time.clock, () => 0);
    const refusal = new CloudError('x', { kind: 'rateLimited', operation: 'test' });
    pauses.refused('repo', pauses.turn('repo'), refusal);
    time.pass(MINUTE);
    pauses.refused('repo', pauses.turn('repo'), refusal);
    time.pass(2 * MINUTE);
    const late = pauses.turn('repo');
    pauses.answered('repo', pauses.turn('repo'));
    pauses.refused('repo', pauses.turn('repo'), refusal);
    pauses.answered('repo', late);
    assert.equal(pauses.leftMs('repo'), MINUTE);
  });

  it('is waited for when it is a matter of seconds, by all who ask', async () => {
    const time = new Timeline();
    const server = await serve((_, count) => (count === 1 ? throttled('Slow down', '7') : { json: repository }));
    const client = clientFor(server.url, { clock: time.clock, sleep: time.sleep });
    await client.showRepository(7);
    assert.deepEqual(time.waits.filter((wait) => wait > 0).slice(0, 1), [7000]);
    assert.equal(server.requests.length, 2);
  });

  it('is asked again when the clock of the computer is set back', async () => {
    const time = new Timeline();
    const server = await serve((_, count) => (count === 1 ? throttled('Slow down') : { json: repository }));
    const client = clientFor(server.url, { clock: time.clock, sleep: time.sleep });
    await failureOf(client.showRepository(7));
    time.pass(-10 * 60 * MINUTE);
    assert.equal((await client.showRepository(7)).name, 'bar');
  });
});
