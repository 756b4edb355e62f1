import type { Server, Socket } from 'node:net';
import path from 'node:path';
import { Connections } from './connections';
import { codeOf, randomName } from '../../windows/files';
import { checkSendable, endAfter, readFrame, writeFrame } from './frames';
import { answerContext, requestContext, seal, unseal } from './sealed';

/** macOS has room for 104 bytes with the zero at the end; a longer path would be cut without a word. */
const LONGEST_SOCKET_BYTES = 103;
/** A window sends its question at once. Who connects and does not is no window. */
const QUESTION_LIMIT_MS = 3_000;
/** Each connection may hold one message in memory. */
const MOST_CONNECTIONS = 64;
const CHALLENGE_BYTES = 16;

export interface DoorOptions {
  /** Seals what is said here. */
  readonly key: Buffer;
  /** Undefined: this window has nothing to say to it. */
  readonly answer: (message: unknown) => unknown;
  readonly log: (text: string) => void;
}

/** Where one window listens for the others. Nothing of it keeps a process running. */
export class Door {
  readonly #connections = new Connections();
  readonly #options: DoorOptions;
  readonly #server: Server;
  readonly address: string;

  private constructor(server: Server, address: string, options: DoorOptions) {
    this.#server = server;
    this.address = address;
    this.#options = options;
    server.on('connection', (socket) => {
      this.#accept(socket);
    });
  }

  /**
   * Starts to listen.
   *
   * @throws the system's error when it cannot
   */
  static async open(options: DoorOptions): Promise<Door> {
    const { createServer } = await import('node:net');
    let refusal = new Error('No folder for temporary files has a name that is short enough for a socket.');
    for (const address of await addresses()) {
      const server = createServer().unref();
      server.maxConnections = MOST_CONNECTIONS;
      const door = new Door(server, address, options);
      try {
        await listen(server, address);
        server.on('error', (error) => {
          options.log(`The link to other windows has a problem: ${codeOf(error) ?? error.name}`);
        });
        return door;
      } catch (error) {
        refusal = error instanceof Error ? error : refusal;
        await door.close();
      }
    }
    throw refusal;
  }

  /** Ends every connection, also those that wait for an answer, and removes the socket. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
    this.#connections.end();
    await closed;
  }

  #accept(socket: Socket): void {
    this.#connections.add(socket);
    this.#serve(socket).catch(() => {
      // Not one of our windows, or one that has gone: there is nobody to tell.
      socket.destroy();
    });
  }

  async #serve(socket: Socket): Promise<void> {
    const { key } = this.#options;
    const liftLimit = endAfter(socket, QUESTION_LIMIT_MS);
    const { randomBytes } = await import('node:crypto');
    const challenge = randomBytes(CHALLENGE_BYTES);
    const arriving = readFrame(socket);
    writeFrame(socket, challenge);
    const question = questionOf(await unseal(key, await arriving, requestContext(challenge)));
    // From here on it is a window of this user, and it goes away by itself when it has waited long enough.
    liftLimit();
    const answering = this.#answer(question.message);
    const answer = question.kind === 'tell' ? undefined : await answering;
    if (socket.destroyed) {
      return;
    }
    endAfter(socket, QUESTION_LIMIT_MS);
    writeFrame(socket, await seal(key, { answer }, answerContext(question.nonce)));
    socket.end();
  }

  async #answer(message: unknown): Promise<unknown> {
    try {
      const answer = await this.#options.answer(message);
      checkSendable(answer);
      return answer;
    } catch (error) {
      // Only the kind of error: its text may hold what the question was about.
      const kind = error instanceof Error ? error.name : typeof error;
      this.#options.log(`A question of another window could not be answered: ${kind}`);
      return undefined;
    }
  }
}

interface Question {
  readonly kind: 'ask' | 'tell';
  readonly nonce: string;
  readonly message: unknown;
}

function questionOf(value: unknown): Question {
  if (typeof value === 'object' && value !== null && 'kind' in value && 'nonce' in value) {
    const { kind, nonce } = value;
    if ((kind === 'ask' || kind === 'tell') && typeof nonce === 'string') {
      return { kind, nonce, message: 'message' in value ? value.message : undefined };
    }
  }
  throw new Error('Not a question.');
}

async function addresses(): Promise<readonly string[]> {
  const name = `codearts-mirrors-${randomName()}`;
  if (process.platform === 'win32') {
    return [`\\\\.\\pipe\\${name}`];
  }
  const { tmpdir } = await import('node:os');
  return [...new Set([tmpdir(), '/tmp'])]
    .map((folder) => path.join(folder, `${name}.sock`))
    .filter((file) => Buffer.byteLength(file) <= LONGEST_SOCKET_BYTES);
}

async function listen(server: Server, address: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });
  if (process.platform !== 'win32') {
    const { chmod } = await import('node:fs/promises');
    await chmod(address, 0o600);
  }
}
