import type { IncomingMessage } from 'node:http';
import type { GitStorage } from './git/storage';
import { page, type PageContents } from './pageText';
import type { Reply } from './reply';
import { randomLetters } from './secrets';
import { sameSecret } from './signatures';
import type { State } from './state';

const ROUTE = /^\/pages\/([A-Za-z0-9]+)\/(\d{1,10})$/;
const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const;

export function isPagePath(path: string): boolean {
  return path.startsWith('/pages/');
}

/**
 * One page for each repository, where the console of the cloud would be. A browser has no token: the address holds a
 * secret instead, which opens these pages and nothing else.
 */
export class Pages {
  /** Address of a page, without the number of the repository. */
  readonly address: string;
  private readonly key = randomLetters(32);

  constructor(
    url: string,
    private readonly state: State,
    private readonly storage: GitStorage,
  ) {
    this.address = `${url}/pages/${this.key}`;
  }

  async answer({ method, headers }: IncomingMessage, path: string): Promise<Reply> {
    const [, key = '', id] = ROUTE.exec(path) ?? [];
    const repository = this.state.repository(Number(id));
    if (method !== 'GET' || !sameSecret(key, this.key) || repository === undefined) {
      return { status: 404, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: 'Nothing is here.\n' };
    }
    const entry = this.state.mirror(repository.id);
    const contents: PageContents = {
      repository,
      mirror: entry.kind === 'mirror' ? entry.record : undefined,
      refs: await this.storage
        .refs({ kind: 'repository', key: repository.id, history: repository.history })
        .catch(() => undefined),
    };
    return { status: 200, headers: HEADERS, body: page(contents, headers['accept-language'] ?? '') };
  }
}
