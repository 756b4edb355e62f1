import type { IncomingMessage } from 'node:http';
import { isPagePath } from './pages';

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Why a request is refused before it is looked at, or undefined. A page in a browser can send requests to this machine:
 * it gives itself away by its `Origin` or `Sec-Fetch-Site`, or by the name that it made the browser look up (DNS rebinding).
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
  const site = request.headers['sec-fetch-site'];
  if ((site === 'cross-site' || site === 'same-site') && !isFollowedLink(request)) {
    return 'The sandbox does not answer to pages of other sites.';
  }
  return undefined;
}

/**
 * A page of this computer (VS Code in a browser is one) may lead a person to a page of the sandbox. What it leads to is
 * shown, not told to the page that led there. To a browser, another port of this computer is the same site.
 */
function isFollowedLink({ method, url, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    isPagePath(url ?? '') &&
    headers['sec-fetch-site'] === 'same-site' &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document'
  );
}

function hostname(host: string): string {
  return /^(\[[0-9a-f:]+\]|[^:]+)(:\d+)?$/i.exec(host)?.[1]?.toLowerCase() ?? '';
}
