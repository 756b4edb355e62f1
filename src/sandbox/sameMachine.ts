import type { IncomingMessage } from 'node:http';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Why a request is refused before it is looked at, or undefined. A page in a browser can send requests to this machine:
 * it gives itself away by its `Origin`, or by the name that it made the browser look up (DNS rebinding).
 */
export function foreignness(request: IncomingMessage, origin: string): string | undefined {
  const host = request.headers.host;
  if (host === undefined || !LOOPBACK.has(hostname(host))) {
    return 'The sandbox answers only to loopback names.';
  }
  const from = request.headers.origin;
  const { port } = new URL(origin);
  if (from !== undefined && from !== origin && from !== `http://localhost:${port}`) {
    return 'The sandbox does not answer to pages of other sites.';
  }
  return undefined;
}

function hostname(host: string): string {
  return /^(\[[0-9a-f:]+\]|[^:]+)(:\d+)?$/i.exec(host)?.[1]?.toLowerCase() ?? '';
}
