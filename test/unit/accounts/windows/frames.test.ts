import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { LARGEST_FRAME_BYTES, readFrame, writeFrame } from '../../../../src/accounts/windows/frames';
import { useScene } from './support';

describe('Messages on a connection between windows', () => {
  const scene = useScene();
  let server: Server;
  let near: Socket;
  let far: Socket;

  beforeEach(async () => {
    const address = path.join(scene.temporary, 'pair');
    server = createServer().listen(address);
    await once(server, 'listening');
    near = createConnection({ path: address });
    [far] = (await once(server, 'connection')) as [Socket]; // what a server gives for a connection
  });
  afterEach(() => {
    near.destroy();
    far.destroy();
    server.close();
  });

  it('arrive as they were sent, by turns', async () => {
    for (const frame of [Buffer.alloc(0), Buffer.from('文'), randomBytes(LARGEST_FRAME_BYTES)]) {
      writeFrame(near, frame);
      assert.deepEqual(await readFrame(far), frame);
      writeFrame(far, frame);
      assert.deepEqual(await readFrame(near), frame);
    }
  });

  it('arrive whole when they come in pieces', async () => {
    const reading = readFrame(far);
    for (const byte of [0, 0, 0, 3, 7, 8, 9]) {
      near.write(Buffer.of(byte));
      await once(far, 'data');
    }
    assert.deepEqual(await reading, Buffer.of(7, 8, 9));
  });

  // In these the other side leaves the connection open: what is not refused would be waited for until the test fails.
  it('are refused as soon as it is known that they are too large', async () => {
    for (const header of [Buffer.of(0, 16, 0, 1), Buffer.of(255, 255, 255, 255)]) {
      near.write(header);
      await assert.rejects(readFrame(far), /too large/);
    }
    assert.throws(() => {
      writeFrame(near, Buffer.alloc(LARGEST_FRAME_BYTES + 1));
    }, RangeError);
  });

  it('are refused when more comes than they say', async () => {
    near.write(Buffer.of(0, 0, 0, 1, 7, 8));
    await assert.rejects(readFrame(far), /More/);
  });

  it('are given up when the connection ends', async () => {
    near.write(Buffer.of(0, 0, 0, 9, 1));
    const reading = readFrame(far);
    near.end();
    await assert.rejects(reading, /ended/);
    await assert.rejects(readFrame(far), /ended/);
  });
});
