import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { requestContext, seal } from '../../../../src/accounts/windows/sealed';
import { announcedIn, useScene, type Announced } from './support';

const SECRET = 'MIIE-a-token-of-a-test';
/** The length of a challenge, and the challenge. */
const CHALLENGE_BYTES = 4 + 16;

/** Bytes with their length in front, as windows send them. */
function framed(bytes: Buffer, length = bytes.length): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(length);
  return Buffer.concat([header, bytes]);
}

describe('Strangers at the link of a window', function () {
  this.timeout(60_000);
  const scene = useScene();
  const asked: unknown[] = [];
  const impostors: (() => Promise<void>)[] = [];
  let announced: Announced;
  let key: Buffer;

  beforeEach(async () => {
    asked.length = 0;
    await scene.link((message) => (asked.push(message), { token: SECRET })).open();
    announced = (await announcedIn(scene.folder))[0] ?? assert.fail('not announced');
    key = Buffer.from(announced.key, 'base64');
  });
  afterEach(() => Promise.all(impostors.map((leave) => leave())));

  /** Connects, does something, and resolves with all that came back when the window has ended the connection. */
  function visit(act: (socket: Socket, challenge: Buffer) => unknown): Promise<Buffer> {
    return new Promise((resolve) => {
      const socket = createConnection({ path: announced.address, allowHalfOpen: true });
      const received: Buffer[] = [];
      let acted = false;
      socket.on('data', (chunk) => {
        received.push(chunk);
        const all = Buffer.concat(received);
        if (!acted && all.length >= CHALLENGE_BYTES) {
          acted = true;
          act(socket, all.subarray(4, CHALLENGE_BYTES));
        }
      });
      socket.on('error', () => undefined);
      socket.on('end', () => socket.destroy());
      socket.on('close', () => {
        resolve(Buffer.concat(received));
      });
    });
  }

  async function assertUnharmed(): Promise<void> {
    assert.deepEqual(asked, []);
    assert.deepEqual(await scene.link().ask('still there?'), [{ token: SECRET }]);
  }

  /**
   * Announces a server that is no window, with the key of the one that there is.
   *
   * @returns ends it
   */
  async function announceImpostor(serve: (socket: Socket) => void, pid = process.pid): Promise<() => Promise<void>> {
    const id = randomBytes(8).toString('hex');
    const address = path.join(scene.temporary, `codearts-mirrors-${id}.sock`);
    const file = path.join(scene.folder, 'windows', `${id}.json`);
    const visitors = new Set<Socket>();
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      visitors.add(socket);
      socket.on('error', () => undefined);
      serve(socket);
    });
    await new Promise<void>((resolve) => server.listen(address, resolve));
    await writeFile(file, JSON.stringify({ ...announced, address, pid }));
    const leave = async (): Promise<void> => {
      server.close();
      for (const visitor of visitors) {
        visitor.destroy();
      }
      await rm(file, { force: true });
    };
    impostors.push(leave);
    return leave;
  }

  it('learn nothing but a random number', async () => {
    const seen = await Promise.all(Array.from({ length: 20 }, () => visit((socket) => socket.end('hello'))));
    for (const bytes of seen) {
      assert.equal(bytes.length, CHALLENGE_BYTES);
      for (const hidden of [key, Buffer.from(announced.key), Buffer.from(key.toString('hex')), Buffer.from(SECRET)]) {
        assert.equal(bytes.includes(hidden), false);
      }
    }
    assert.equal(new Set(seen.map((bytes) => bytes.toString('hex'))).size, seen.length);
    await assertUnharmed();
  });

  it('are sent away with garbage, half messages, megabytes, and silence', async () => {
    const question = { kind: 'ask', nonce: '00', message: 'forged' };
    const sealedWith = async (by: Buffer, context: string, value: unknown = question): Promise<Buffer> =>
      framed(await seal(by, value, context));
    const visits: Record<string, (socket: Socket, challenge: Buffer) => unknown> = {
      'a web request': (socket) => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
      noise: (socket) => socket.write(randomBytes(4096)),
      'an empty message': (socket) => socket.write(framed(Buffer.alloc(0))),
      'a short message': (socket) => socket.write(framed(randomBytes(27))),
      'a message that is not sealed': (socket) => socket.write(framed(Buffer.from(JSON.stringify(question)))),
      'another key': async (socket, challenge) =>
        socket.write(await sealedWith(randomBytes(32), requestContext(challenge))),
      'another challenge': async (socket) => socket.write(await sealedWith(key, requestContext(randomBytes(16)))),
      'no question inside': async (socket, challenge) =>
        socket.write(await sealedWith(key, requestContext(challenge), null)),
      'an unknown kind': async (socket, challenge) =>
        socket.write(await sealedWith(key, requestContext(challenge), { ...question, kind: 'steal' })),
      'two questions at once': async (socket, challenge) => {
        const one = await sealedWith(key, requestContext(challenge));
        socket.write(Buffer.concat([one, one]));
      },
      'a length of gigabytes': (socket) => socket.write(framed(Buffer.from('x'), 0xffff_ffff)),
      'one byte more than may be': (socket) => socket.write(framed(Buffer.from('x'), 2 ** 20 + 1)),
      'megabytes without an end': (socket) => {
        const more = (): void => {
          while (!socket.destroyed && socket.write(framed(Buffer.alloc(2 ** 16), 2 ** 20)));
        };
        socket.on('drain', more);
        more();
      },
      'a connection that is cut': (socket) => socket.destroy(),
      'half a header': (socket) => socket.write(Buffer.of(0, 0)),
      'half a message': (socket) => socket.write(framed(Buffer.from('half'), 1000)),
      'half a message, and the end': (socket) => socket.end(framed(Buffer.from('half'), 1000)),
      'one byte now and then': (socket) => {
        socket.write(framed(Buffer.alloc(0), 2 ** 20));
        const timer = setInterval(() => socket.write('x'), 20);
        socket.once('close', () => {
          clearInterval(timer);
        });
      },
      silence: () => undefined,
    };
    // Each of them ends only when the window ends it: the test would wait for ever.
    const seen = await Promise.all(
      Object.entries(visits).map(async ([name, act]) => [name, await visit(act)] as const),
    );
    for (const [name, bytes] of seen) {
      assert.ok(bytes.length <= CHALLENGE_BYTES, name);
    }
    await assertUnharmed();
  });

  it('cannot keep the window busy: it is there again when hundreds have been sent away', async () => {
    const seen = await Promise.all(Array.from({ length: 300 }, () => visit(() => undefined)));
    assert.ok(
      seen.some((bytes) => bytes.length === 0),
      'so many at once are not even listened to',
    );
    await assertUnharmed();
  });

  it('see nothing in what passes, and cannot use it again', async () => {
    const questions: Buffer[] = [];
    const answers: Buffer[] = [];
    const leave = await announceImpostor((socket) => {
      const real = createConnection({ path: announced.address });
      real.on('error', () => undefined);
      socket.on('data', (chunk) => {
        questions.push(chunk);
        real.write(chunk);
      });
      real.on('data', (chunk) => {
        answers.push(chunk);
        socket.write(chunk);
      });
      socket.on('close', () => real.destroy());
      real.on('end', () => socket.end());
    });
    const message = { hidden: 'the-password-of-a-test' };
    assert.deepEqual(await scene.link().ask(message), [{ token: SECRET }, { token: SECRET }]);
    const [question, answer] = [Buffer.concat(questions), Buffer.concat(answers)];
    for (const hidden of ['the-password', SECRET, announced.key]) {
      assert.equal(question.includes(hidden) || answer.includes(hidden), false, hidden);
    }
    assert.equal(question.includes(key) || answer.includes(key), false);

    assert.deepEqual(asked.splice(0), [message, message]);
    await leave();
    const seen = await visit((socket) => socket.write(question));
    assert.equal(seen.length, CHALLENGE_BYTES);
    await assertUnharmed();

    await announceImpostor((socket) => {
      socket.write(answer.subarray(0, CHALLENGE_BYTES));
      socket.once('data', () => socket.write(answer.subarray(CHALLENGE_BYTES)));
    });
    assert.deepEqual(await scene.link().ask('again'), [{ token: SECRET }], 'only the answer of the window itself');
  });

  it('cannot answer in the place of a window, nor keep a question from its end', async () => {
    const wrong: ((socket: Socket) => unknown)[] = [
      () => undefined,
      (socket) => socket.end(),
      (socket) => socket.write(randomBytes(5000)),
      (socket) => socket.write(framed(Buffer.alloc(16), 2 ** 30)),
      (socket) => {
        socket.write(framed(randomBytes(16)));
        socket.once('data', () => socket.write(framed(randomBytes(200))));
      },
      async (socket) => {
        const forged = await seal(randomBytes(32), { answer: 'forged' }, 'codearts-mirrors/1/answer/');
        socket.write(framed(randomBytes(16)));
        socket.once('data', () => socket.write(framed(forged)));
      },
    ];
    for (const serve of wrong) {
      await announceImpostor(serve);
    }
    assert.deepEqual(await scene.link().ask('?', 1_000), [{ token: SECRET }]);
    const left = await announcedIn(scene.folder);
    assert.equal(left.length, 1 + wrong.length, 'their process is alive: they may only be slow');
  });

  it('are forgotten when the process that they name has ended', async () => {
    const ended = scene.process('ended', { manner: 'closed' });
    await ended.ended;
    await announceImpostor((socket) => socket.end(), ended.pid);
    await announceImpostor((socket) => socket.end());
    assert.deepEqual(await scene.link().ask('?'), [{ token: SECRET }]);
    assert.deepEqual(
      (await announcedIn(scene.folder)).map(({ pid }) => pid),
      [process.pid, process.pid],
    );
  });
});
