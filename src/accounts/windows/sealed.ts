/** AES-256-GCM: the iv, the tag, then what is encrypted. */
const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Bytes of a key. */
export const KEY_BYTES = 32;

/**
 * Seals a value, so that only who has the key can read it or make another.
 *
 * @param key 32 random bytes
 * @param value what JSON can hold
 * @param context what the value belongs to: it is not sent, and opens the seal only when the other side names the same
 */
export async function seal(key: Buffer, value: unknown, context: string): Promise<Buffer> {
  const { createCipheriv, randomBytes } = await import('node:crypto');
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(context));
  const encrypted = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), encrypted]);
}

/**
 * The value that was sealed.
 *
 * @throws Error when it was sealed with another key or for another context, or was changed on its way
 */
export async function unseal(key: Buffer, sealed: Buffer, context: string): Promise<unknown> {
  if (sealed.length < IV_BYTES + TAG_BYTES) {
    throw new Error('Too short to be sealed.');
  }
  const { createDecipheriv } = await import('node:crypto');
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const encrypted = sealed.subarray(IV_BYTES + TAG_BYTES);
  return JSON.parse(Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8'));
}

/**
 * What a request belongs to: the challenge that the answering window made up for this connection. So a request that was
 * recorded opens no other connection.
 */
export function requestContext(challenge: Buffer): string {
  return `codearts-mirrors/1/request/${challenge.toString('hex')}`;
}

/** What an answer belongs to: the nonce inside the one request that it answers. */
export function answerContext(nonce: string): string {
  return `codearts-mirrors/1/answer/${nonce}`;
}
