/** Azure DevOps keeps its repositories behind this word. Their addresses do not end with `.git`. */
const AZURE = '_git';

/** What an address leads to, as far as its own words tell. */
export type AddressTarget =
  | { readonly kind: 'repository' }
  /** A page of a site that hosts repositories; `repository` is the address of the one that it belongs to. */
  | { readonly kind: 'page'; readonly repository: string | undefined };

/** Sites whose repositories have an owner and a name, by how their pages are told from them. */
const TWO_LEVELS = new Set(['github.com', 'gitee.com', 'bitbucket.org', 'codeberg.org', 'gitcode.com', 'gitlab.com']);
const ALIASES: Readonly<Record<string, string>> = {
  'www.github.com': 'github.com',
  'www.gitlab.com': 'gitlab.com',
  'www.gitee.com': 'gitee.com',
  'www.bitbucket.org': 'bitbucket.org',
  'raw.githubusercontent.com': 'github.com',
  'codeload.github.com': 'github.com',
};
/** First words of addresses of these sites that are nobody's name. */
const SITE_PAGES = new Set(
  'about features pricing marketplace explore topics trending login join search settings notifications sponsors orgs users dashboard help docs blog'.split(
    ' ',
  ),
);
/** Pages of a repository on sites of any name; what stands before the word is the owner and the repository. */
const PAGE_WORDS = new Set(
  (
    'tree blob commit commits pull pulls pull-requests issues releases actions wiki wikis raw branches branch tags archive compare blame ' +
    'edit projects security discussions settings network graphs packages src merge_requests pipelines downloads browse activity stargazers'
  ).split(' '),
);

/**
 * Tells the page of a repository, which is what a browser's address bar shows, from the repository.
 *
 * @param text An address that `checkMirrorUrl` accepts.
 */
export function addressTarget(text: string): AddressTarget {
  const url = new URL(text);
  const host = url.host.toLowerCase();
  const site = ALIASES[host] ?? host;
  const parts = url.pathname.split('/').filter((part) => part !== '');
  const page = (repository?: readonly string[], at = site): AddressTarget => ({
    kind: 'page',
    repository: repository && `${url.protocol}//${at}/${gitPath(repository)}`,
  });

  // Huawei Cloud's console is on other hosts than its repositories.
  if (/^(?:devcloud|console)\b.*\.huaweicloud\.(?:com|eu)$/.test(host)) {
    return page();
  }
  if (host === 'api.github.com' && parts[0] === 'repos' && parts.length >= 3) {
    return page(parts.slice(1, 3), 'github.com');
  }
  const dash = parts.indexOf('-');
  if (dash >= 0) {
    // GitLab keeps `-` for its pages: no group and no repository is called so.
    return page(dash >= 2 ? parts.slice(0, dash) : undefined);
  }
  const [projects, key, repos, name] = parts;
  if ((projects === 'projects' || projects === 'users') && repos === 'repos' && key && name) {
    return page(['scm', `${projects === 'users' ? '~' : ''}${key.toLowerCase()}`, name]); // Bitbucket Data Center
  }
  const azure = parts.indexOf(AZURE);
  if (azure >= 0 || host === 'dev.azure.com') {
    const ofPage = azure < 0 || azure + 1 >= parts.length ? undefined : parts.slice(0, azure + 2);
    return azure >= 0 && parts.length === ofPage?.length ? { kind: 'repository' } : page(ofPage);
  }
  if (!TWO_LEVELS.has(site)) {
    return parts.length === 0 ? page() : anySite(parts, page);
  }
  if (parts.length < 2 || SITE_PAGES.has(parts[0] ?? '')) {
    return page();
  }
  if (site !== host) {
    return page(parts.slice(0, 2));
  }
  return parts.length > 2 && (site !== 'gitlab.com' || PAGE_WORDS.has(parts[2] ?? ''))
    ? page(parts.slice(0, 2))
    : { kind: 'repository' };
}

/** Gitea, Gogs and others at addresses of their own: `/owner/name/src/branch/main`. */
function anySite(parts: readonly string[], page: (repository: readonly string[]) => AddressTarget): AddressTarget {
  const [, , word, ...more] = parts;
  const isPage =
    word !== undefined && /^(?:tree|blob|commit|commits|src|raw|pull|pulls)$/.test(word) && more.length > 0;
  return isPage && !/\.git$/i.test(parts.at(-1) ?? '') ? page(parts.slice(0, 2)) : { kind: 'repository' };
}

function gitPath(parts: readonly string[]): string {
  if (parts.includes(AZURE)) {
    return parts.join('/');
  }
  return `${parts.join('/').replace(/\.git$/i, '')}.git`;
}

/**
 * A repository address that nothing is behind: without `?`, `#`, `/` at the end, and with `.git` where that belongs.
 *
 * @returns undefined when the address is like that already
 */
export function tidyAddress(text: string): string | undefined {
  const url = new URL(text);
  const path = url.pathname.replace(/\/+$/, '');
  if (path === '') {
    return undefined;
  }
  // As it was written: `URL` would turn a name in other letters into its code.
  const origin = /^[^/]*\/\/[^/?#]*/.exec(text)?.[0] ?? url.origin;
  const tidy = `${origin}/${gitPath(path.slice(1).split('/'))}`;
  return tidy === text ? undefined : tidy;
}
