import type { IncomingMessage } from 'node:http';

export interface BasicCredentials {
  readonly name: string;
  readonly password: string;
}

/** Name and password of `Authorization: Basic ...`, as Git sends them. */
export function basicCredentials({ headers }: IncomingMessage): BasicCredentials | undefined {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(headers.authorization ?? '')?.[1];
  const text = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { name: text.slice(0, colon), password: text.slice(colon + 1) };
}
