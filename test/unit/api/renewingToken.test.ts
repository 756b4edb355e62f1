import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { type HeldToken, RenewingToken } from '../../../src/api/index';
import { failureOf, refusalOf } from './client';
import { expired, MINUTE_MS, renewalError, repository, Scene, START, tokenOf, works } from './renewal';
import { closeServers } from './server';

const SECOND_MS = 1_000;

describe('A token that is renewed', () => {
  let scene: Scene;
  beforeEach(() => {
    scene = new Scene();
  });
  afterEach(closeServers);

  it('is left alone while it has more than the margin left', async () => {
    await scene.open(11, works);
    await scene.read();
    assert.deepEqual([scene.tokens, scene.renewals.length], [['token-1'], 0]);
  });

  it('is renewed once in the margin, and a slow renewal holds nobody up', async () => {
    await scene.open(10, works);
    await Promise.all([scene.read(), scene.read(), scene.read()]);
    assert.deepEqual([scene.tokens, scene.renewals.length], [['token-1', 'token-1', 'token-1'], 1]);
    await scene.succeed(1);
    await scene.read();
    await scene.read();
    assert.deepEqual(scene.tokens.slice(3), ['token-2', 'token-2']);
    assert.deepEqual([scene.renewed.map(({ token }) => token), scene.renewals.length], [['token-2'], 1]);
  });

  it('that has ended is renewed once for twenty requests at once', async () => {
    await scene.open(0, works);
    const reads = Array.from({ length: 20 }, (_, id) => scene.read(id + 1));
    await scene.started(1);
    assert.equal(scene.server.requests.length, 0);
    scene.renewals[0]!.succeed();
    await Promise.all(reads);
    assert.deepEqual([new Set(scene.tokens), scene.tokens.length], [new Set(['token-2']), 20]);
    assert.equal(scene.renewals.length, 1);
  });

  it('may not be there yet', async () => {
    await scene.open(undefined, works, { initial: undefined });
    const read = scene.read();
    await scene.started(1);
    scene.renewals[0]!.succeed();
    await read;
    assert.deepEqual(scene.tokens, ['token-2']);
  });

  it('ends by the clock of the server', async () => {
    const ahead = new Date(START + 60 * MINUTE_MS).toUTCString();
    await scene.open(30, () => ({ json: repository, headers: { Date: ahead } }));
    await scene.read();
    const read = scene.read();
    await scene.started(1);
    scene.renewals[0]!.succeed();
    await read;
    assert.deepEqual(scene.tokens, ['token-1', 'token-2']);
  });

  for (const [what, aheadMinutes] of [
    ['a day ahead', 24 * 60],
    ['so far ahead that a new token is about to end', 24 * 60 - 5],
  ] as const) {
    it(`is asked for once when the clock of the service is ${what}, which is told`, async () => {
      const conflicts: number[] = [];
      const headers = (): Record<string, string> => ({
        Date: new Date(scene.now + aheadMinutes * MINUTE_MS).toUTCString(),
      });
      const onClockConflict = (apartMs: number): number => conflicts.push(apartMs);
      await scene.open(20, () => ({ json: repository, headers: headers() }), { onClockConflict });
      await scene.read();
      const read = scene.read();
      await scene.started(1);
      scene.renewals[0]!.succeed();
      await read;
      for (let minutes = 0; minutes < 120; minutes += 1) {
        await Promise.all([scene.read(), scene.read()]);
        scene.now += MINUTE_MS;
      }
      assert.equal(scene.renewals.length, 1);
      assert.deepEqual(new Set(scene.tokens.slice(2)), new Set(['token-2']));
      assert.deepEqual(
        conflicts.map((ms) => Math.round(ms / MINUTE_MS)),
        [aheadMinutes],
      );
      // Its true end, by the clock of this computer, which agrees with the sign-in service.
      scene.now += 22 * 60 * MINUTE_MS;
      const last = scene.read();
      await scene.started(2);
      scene.renewals[1]!.succeed();
      await last;
      assert.equal(scene.tokens.at(-1), 'token-3');
    });
  }

  it('is asked for at most once a minute when each new one is over by every clock', async () => {
    const conflicts: number[] = [];
    let asked = 0;
    const renew = (): Promise<HeldToken> => {
      asked += 1;
      return Promise.resolve({ token: `token-${asked + 1}`, expiresAt: new Date(scene.now - 24 * 60 * MINUTE_MS) });
    };
    await scene.open(0, works, { renew, onClockConflict: (apartMs) => conflicts.push(apartMs) });
    for (let seconds = 0; seconds < 300; seconds += 5) {
      await scene.read();
      scene.now += 5 * SECOND_MS;
    }
    assert.deepEqual([asked, conflicts], [5, [24 * 60 * MINUTE_MS]]);
  });

  it('is not renewed without end when new ones live shorter than the margin', async () => {
    await scene.open(0, works);
    const first = scene.read();
    await scene.started(1);
    scene.renewals[0]!.succeed(4);
    await first;
    await scene.read();
    assert.equal(scene.renewals.length, 1);
    scene.now += 2 * MINUTE_MS;
    await scene.read();
    assert.deepEqual([scene.renewals.length, scene.tokens.at(-1)], [2, 'token-2']);
  });

  it('goes on when a renewal fails early, and tries again half a minute later', async () => {
    await scene.open(5, works);
    await scene.read();
    scene.renewals[0]!.fail(renewalError('offline'));
    await scene.read();
    scene.now += 29 * SECOND_MS;
    await scene.read();
    assert.equal(scene.renewals.length, 1);
    scene.now += SECOND_MS;
    await scene.read();
    assert.equal(scene.renewals.length, 2);
    await scene.succeed(2);
    await scene.read();
    assert.deepEqual(scene.tokens, ['token-1', 'token-1', 'token-1', 'token-1', 'token-3']);
    assert.deepEqual(scene.told, []);
  });

  for (const kind of ['offline', 'timeout', 'server'] as const) {
    it(`fails those who need it with ${kind}, once, and works when the renewal does`, async () => {
      await scene.open(0, works);
      const failed = failureOf(scene.read());
      await scene.started(1);
      const failure = renewalError(kind);
      scene.renewals[0]!.fail(failure);
      assert.equal(await failed, failure);
      assert.deepEqual([scene.renewals.length, scene.told, scene.server.requests.length], [1, [], 0]);
      const read = scene.read();
      await scene.started(2);
      scene.renewals[1]!.succeed();
      await read;
      assert.deepEqual(scene.tokens, ['token-3']);
    });
  }

  for (const kind of ['unauthorized', 'forbidden'] as const) {
    it(`is given up for good when its renewal is refused (${kind}), and that is told once`, async () => {
      await scene.open(5, works);
      await scene.read();
      const refusal = renewalError(kind);
      scene.renewals[0]!.fail(refusal);
      await scene.read();
      assert.deepEqual([scene.tokens, scene.told], [['token-1', 'token-1'], []]);
      scene.now += 6 * MINUTE_MS;
      const failures = await Promise.all([failureOf(scene.read()), failureOf(scene.read())]);
      scene.now += 60 * MINUTE_MS;
      failures.push(await failureOf(scene.read()));
      assert.ok(failures.every((failure) => failure === refusal));
      assert.deepEqual([scene.renewals.length, scene.told], [1, [refusal]]);
    });
  }

  it('is waited for no longer than the caller wants, and the others get it', async () => {
    await scene.open(0, works);
    const controller = new AbortController();
    const impatient = failureOf(scene.client.showRepository(7, { signal: controller.signal }));
    const patient = scene.read();
    await scene.started(1);
    controller.abort();
    assert.equal((await impatient).kind, 'cancelled');
    assert.equal(scene.renewals[0]!.signal.aborted, false);
    scene.renewals[0]!.succeed();
    await patient;
    assert.deepEqual(scene.tokens, ['token-2']);
  });

  it('is not kept from a renewal that ends after the client was disposed', async () => {
    await scene.open(0, works);
    const failed = failureOf(scene.read());
    await scene.started(1);
    scene.client.dispose();
    assert.equal((await failed).kind, 'cancelled');
    assert.equal(scene.renewals[0]!.signal.aborted, true);
    scene.renewals[0]!.succeed();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([scene.renewed, scene.token.secrets(), scene.token.expiresAt], [[], [], undefined]);
    assert.equal((await failureOf(scene.token.renewAfter(renewalError('unauthorized'), 'token-1'))).kind, 'cancelled');
    assert.equal(scene.renewals.length, 1);
  });

  it('is hidden in errors, the new one like the old one', async () => {
    await scene.open(undefined, (request) =>
      tokenOf(request) === 'token-1' ? expired : { status: 400, text: 'you sent token-1, now token-2' },
    );
    const failed = failureOf(scene.read());
    await scene.started(1);
    scene.renewals[0]!.succeed();
    assert.equal((await failed).vendorMessage, 'you sent ***, now ***');
    assert.deepEqual([...scene.token.secrets()].sort(), ['token-1', 'token-2']);
    assert.ok(!/token-\d/.test(inspect(scene.token, { depth: 9, showHidden: true })));
    assert.equal(JSON.stringify(scene.token).includes('token-2'), false);
  });

  it('is checked before it is used', async () => {
    const renew = (): Promise<HeldToken> => Promise.resolve({ token: 'a\nb' });
    const clock = (): Date => new Date(START);
    assert.equal(refusalOf(() => new RenewingToken({ initial: { token: '' }, renew, clock })).problem, 'empty');
    await scene.open(0, works, { renew });
    assert.deepEqual([(await failureOf(scene.read())).problem, scene.tokens], ['controlCharacters', []]);
  });

  it('is used although whoever is told of it fails', async () => {
    await scene.open(0, works, {
      onRenewed: () => {
        throw new Error('no room');
      },
    });
    const read = scene.read();
    await scene.started(1);
    scene.renewals[0]!.succeed();
    await read;
    assert.deepEqual(scene.tokens, ['token-2']);
  });
});
