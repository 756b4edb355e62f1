import type { Announcement } from './announcements';
import type { Connections } from './connections';
import { codeOf } from '../../windows/files';
import { endAfter, readFrame, writeFrame } from './frames';
import { answerContext, requestContext, seal, unseal } from './sealed';

const NONCE_BYTES = 16;
/** Nobody listens there: the window has ended without saying so. */
const NOBODY = new Set(['ECONNREFUSED', 'ENOENT', 'ENOTSOCK']);

export interface QuestionOptions {
  /** `tell`: the other side says that it has the message, before it has dealt with it. */
  readonly kind: 'ask' | 'tell';
  readonly message: unknown;
  /** Milliseconds for all of it. */
  readonly limitMs: number;
  /** Who ends them ends the question. */
  readonly connections: Connections;
}

export type Outcome =
  | { readonly kind: 'answered'; readonly answer: unknown }
  /** It is there, and gave no answer that is its own in time. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'gone' };

/** Asks one window one thing. Never throws: a window may end at any moment. */
export async function question({ address, key }: Announcement, options: QuestionOptions): Promise<Outcome> {
  const { createConnection } = await import('node:net');
  const { randomBytes } = await import('node:crypto');
  const { kind, message, limitMs, connections } = options;
  let failure: string | undefined;
  const socket = createConnection({ path: address });
  connections.add(socket);
  socket.on('error', (error) => (failure = codeOf(error)));
  endAfter(socket, limitMs);
  try {
    const challenge = await readFrame(socket);
    const nonce = randomBytes(NONCE_BYTES).toString('hex');
    writeFrame(socket, await seal(key, { kind, nonce, message }, requestContext(challenge)));
    const answered = await unseal(key, await readFrame(socket), answerContext(nonce));
    const answer =
      typeof answered === 'object' && answered !== null && 'answer' in answered ? answered.answer : undefined;
    return { kind: 'answered', answer };
  } catch {
    return { kind: failure !== undefined && NOBODY.has(failure) ? 'gone' : 'silent' };
  } finally {
    socket.destroy();
  }
}
