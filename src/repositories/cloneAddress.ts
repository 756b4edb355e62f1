import type { Repository } from '../api/index';

/** Where a repository is cloned from, however its address is written. */
interface CloneAddress {
  /** Host, with its port where that is not the usual one. */
  readonly server: string;
  /** Without `.git`, in upper and lower case as it was written. */
  readonly path: string;
}

/** `git@host:group/name.git`, as Git reads it: a single letter before the colon is a drive of Windows. */
const SHORT_SSH = /^(?:[^@\s/:]+@)?(\[[\da-f:]+\]|[^\s/:@[\]\\]{2,}):(?!\/\/)(\S+)$/i;
const WEB = /^https?:$/;
const OTHERS = /^(?:ssh|git\+ssh|ssh\+git|git):$/;

function cloneAddress(text: string): CloneAddress | undefined {
  const written = text.trim();
  const [, host, path] = SHORT_SSH.exec(written) ?? [];
  if (host !== undefined && path !== undefined) {
    return { server: host.toLowerCase(), path: tidyPath(path) };
  }
  if (!URL.canParse(written)) {
    return undefined;
  }
  const url = new URL(written);
  // Where SSH listens says nothing about the repository; what else listens on a port may be another server.
  const server = WEB.test(url.protocol) ? url.host : OTHERS.test(url.protocol) ? url.hostname : '';
  return server === '' ? undefined : { server: server.toLowerCase(), path: tidyPath(decoded(url.pathname)) };
}

function tidyPath(path: string): string {
  return path
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/i, '')
    .normalize();
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Equal for what may be one repository: a server that is told `App` may serve `app`. */
function keyOf({ server, path }: CloneAddress): string {
  return `${server}/${path.toLowerCase()}`;
}

/** Whether two addresses are of one repository, however each is written. */
export function isSameRepository(one: string, other: string): boolean {
  const [first, second] = [cloneAddress(one), cloneAddress(other)];
  return first !== undefined && second !== undefined && keyOf(first) === keyOf(second);
}

interface Entry {
  readonly path: string;
  readonly repository: Repository;
}

/** Taking apart the addresses of a long list takes a moment, and a list does not change. */
const indexes = new WeakMap<readonly Repository[], ReadonlyMap<string, readonly Entry[]>>();

/**
 * The repositories that a clone address may mean, such as that of a Git remote.
 *
 * @param url HTTPS or SSH, also in the short form `git@host:group/name.git`; with or without a user and `.git`
 * @returns those written exactly so; where there are none, all that differ in upper and lower case only
 */
export function withCloneUrl(repositories: readonly Repository[], url: string): readonly Repository[] {
  const wanted = cloneAddress(url);
  if (wanted === undefined) {
    return [];
  }
  const index = indexes.get(repositories) ?? indexOf(repositories);
  indexes.set(repositories, index);
  const found = index.get(keyOf(wanted)) ?? [];
  const exact = found.filter(({ path }) => path === wanted.path);
  return [...new Set((exact.length > 0 ? exact : found).map(({ repository }) => repository))];
}

function indexOf(repositories: readonly Repository[]): ReadonlyMap<string, readonly Entry[]> {
  const index = new Map<string, Entry[]>();
  for (const repository of repositories) {
    for (const url of [repository.httpsUrl, repository.sshUrl]) {
      const address = url === undefined ? undefined : cloneAddress(url);
      if (address) {
        const key = keyOf(address);
        const entry = { path: address.path, repository };
        index.set(key, [...(index.get(key) ?? []), entry]);
      }
    }
  }
  return index;
}
