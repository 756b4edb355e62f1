import type { Git } from './run';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface MirrorFetch {
  /** Bare repository to fetch into. */
  readonly folder: string;
  /** http or https. */
  readonly url: string;
  /** Overwrites branches and tags that have diverged. */
  readonly force: boolean;
  readonly defaultBranchOnly: boolean;
  readonly credentials?: Credentials;
}

export interface FetchOutcome {
  /** Git's exit status; undefined when it was ended from outside. */
  readonly exitCode: number | undefined;
  /** What Git says of the first branch or tag that has diverged: `! [rejected] main -> main (non-fast-forward)`. */
  readonly rejected?: string;
  /** Undefined when the source did not say. */
  readonly defaultBranch?: string;
}

/** A source that sends less than this many bytes a second, for this many seconds, has gone away. */
const SLOW_BYTES = '100';
const SLOW_SECONDS = '30';

/** A name of a branch may be long. */
const LONGEST_REJECTION = 300;

const SETTINGS = [
  'http.followRedirects=false',
  `http.lowSpeedLimit=${SLOW_BYTES}`,
  `http.lowSpeedTime=${SLOW_SECONDS}`,
  'credential.helper=',
  // Nothing may go on in the background after the fetch.
  'gc.auto=0',
  'maintenance.auto=false',
].flatMap((setting) => ['-c', setting]);

/**
 * Brings branches and tags of a source into a bare repository, and removes those that the source has no longer.
 */
export async function fetchMirror(git: Git, mirror: MirrorFetch): Promise<FetchOutcome> {
  const environment = mirror.credentials === undefined ? {} : authorizationHeader(mirror.url, mirror.credentials);
  const inFolder = [...SETTINGS, '-C', mirror.folder];
  const remote = await git.run([...inFolder, 'ls-remote', '--symref', '--', mirror.url, 'HEAD'], { environment });
  if (remote.exitCode !== 0) {
    return { exitCode: remote.exitCode };
  }
  const head = /^ref: (refs\/heads\/\S+)\tHEAD$/m.exec(remote.stdout)?.[1];
  const references = refspecs(mirror, head);
  const fetched = await git.run([...inFolder, 'fetch', '--prune', '--no-tags', '--', mirror.url, ...references], {
    environment,
  });
  if (fetched.exitCode === 0 && head !== undefined) {
    await git.run(['-C', mirror.folder, 'symbolic-ref', 'HEAD', head]);
  }
  return {
    exitCode: fetched.exitCode,
    rejected: rejection(fetched.stderr),
    defaultBranch: head?.slice('refs/heads/'.length),
  };
}

function rejection(stderr: string): string | undefined {
  const line = /! \[rejected\].*/.exec(stderr)?.[0];
  return line?.replace(/\s+/g, ' ').trim().slice(0, LONGEST_REJECTION);
}

function refspecs({ force, defaultBranchOnly }: MirrorFetch, head: string | undefined): string[] {
  const names = defaultBranchOnly && head !== undefined ? [head] : ['refs/heads/*', 'refs/tags/*'];
  return names.map((name) => `${force ? '+' : ''}${name}:${name}`);
}

/** The password goes through the environment, where other users of the machine do not see it, and to this host only. */
function authorizationHeader(url: string, { username, password }: Credentials): Record<string, string> {
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${new URL(url).origin}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
  };
}
