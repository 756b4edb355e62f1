import type { Socket } from 'node:net';

/** Messages between windows are profiles and secrets of some KiB. What is larger by far is none. */
export const LARGEST_FRAME_BYTES = 1024 * 1024;
const HEADER_BYTES = 4;

/** What goes around a value: its kind, its nonce, the seal. */
const ENVELOPE_BYTES = 256;

/**
 * Makes sure that a value can be sent.
 *
 * @throws RangeError when it is too large, TypeError when JSON cannot hold it
 */
export function checkSendable(value: unknown): void {
  if (Buffer.byteLength(JSON.stringify({ value })) > LARGEST_FRAME_BYTES - ENVELOPE_BYTES) {
    throw new RangeError('The message is too large.');
  }
}

/**
 * Sends one message: its length in four bytes, then the message.
 *
 * @throws RangeError when it is larger than a message may be
 */
export function writeFrame(socket: Socket, frame: Buffer): void {
  if (frame.length > LARGEST_FRAME_BYTES) {
    throw new RangeError('The message is too large.');
  }
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(frame.length);
  socket.write(Buffer.concat([header, frame]));
}

/**
 * The next message. Both sides take turns, so nothing may follow it.
 *
 * @throws Error when the connection ends before, or when what arrives is larger than it may be, or than it says
 */
export function readFrame(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let received = 0;
    let expected: number | undefined;
    const stop = (): void => {
      socket.off('data', take);
      socket.off('close', closed);
    };
    const refuse = (reason: string): void => {
      stop();
      reject(new Error(reason));
    };
    const closed = (): void => {
      refuse('The connection ended.');
    };
    const take = (chunk: Buffer): void => {
      chunks.push(chunk);
      received += chunk.length;
      // Joined at most twice, however small the pieces are in which it arrives.
      if (expected === undefined && received >= HEADER_BYTES) {
        expected = HEADER_BYTES + Buffer.concat(chunks).readUInt32BE();
        if (expected > HEADER_BYTES + LARGEST_FRAME_BYTES) {
          refuse('The message is too large.');
          return;
        }
      }
      if (expected === undefined || received < expected) {
        return;
      }
      if (received > expected) {
        refuse('More arrived than was announced.');
        return;
      }
      stop();
      resolve(Buffer.concat(chunks).subarray(HEADER_BYTES));
    };
    if (socket.destroyed) {
      closed();
      return;
    }
    socket.on('data', take);
    socket.once('close', closed);
  });
}

/**
 * Ends the connection after a time, whatever it is at. Holds no process.
 *
 * @param limitMs milliseconds
 * @returns takes the limit away
 */
export function endAfter(socket: Socket, limitMs: number): () => void {
  const timer = setTimeout(() => {
    socket.destroy();
  }, limitMs);
  timer.unref();
  const lift = (): void => {
    clearTimeout(timer);
  };
  socket.once('close', lift);
  return lift;
}
