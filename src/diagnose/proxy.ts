/** What the editor's own settings say of proxies. */
export interface ProxySettings {
  /** `http.proxy`; may hold a user name and a password. */
  readonly url: string | undefined;
  /** `http.proxySupport`. */
  readonly support: string | undefined;
  /** `http.proxyStrictSSL`. */
  readonly strictSSL: boolean | undefined;
  /** `http.noProxy`. */
  readonly noProxy: readonly string[] | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Which way a request takes. `system`: nothing is set, so that what the operating system says is used. */
export type ProxyRoute =
  | { readonly kind: 'direct'; readonly why: 'loopback' | 'off' | 'exception' }
  | { readonly kind: 'proxy'; readonly from: 'setting' | 'environment'; readonly address: string }
  | { readonly kind: 'system' };

/** An address of a proxy, fit to be shown; `unusable` when the editor cannot use what is set. */
export type ProxyValue = 'notSet' | 'unusable' | { readonly address: string };

/** What is set where. */
export interface ProxyFacts {
  readonly setting: ProxyValue;
  readonly environment: ProxyValue;
  readonly exceptions: readonly string[];
  readonly support: string | undefined;
  readonly strictSSL: boolean | undefined;
}

const SCHEME = /^(?:https?|socks(?:4a?|5h?)?):\/\//i;

/**
 * The address of a proxy without user name and password.
 *
 * @returns undefined when the editor could not use it or takes part of a password for the host; the text itself is never given back, as it may hold a password
 */
export function proxyAddress(text: string): string | undefined {
  const trimmed = text.trim();
  if (!SCHEME.test(trimmed) || !URL.canParse(trimmed)) {
    return undefined;
  }
  const { protocol, host, pathname, search, hash } = new URL(trimmed);
  // `http://alice:2024/Secret@proxy:3128` has the host `alice:2024` for `URL`, and a part of the password in it.
  // An input method writes `＠`, which `URL` escapes.
  const passwordBehind = /@|%(?:25)*40|%EF%BC%A0/i.test(pathname + search + hash);
  return host === '' || passwordBehind ? undefined : `${protocol}//${host}`;
}

export function proxyFacts(settings: ProxySettings, environment: Environment): ProxyFacts {
  const shown = (text = ''): ProxyValue => {
    const address = proxyAddress(text);
    return address === undefined ? (text.trim() === '' ? 'notSet' : 'unusable') : { address };
  };
  return {
    setting: shown(settings.url),
    environment: shown(fromEnvironment(environment)),
    exceptions: exceptionsOf(settings, environment),
    support: settings.support,
    strictSSL: settings.strictSSL,
  };
}

/**
 * The way of a request to `url`, by the rules that VS Code goes by: settings before environment, HTTPS_PROXY before
 * HTTP_PROXY, exceptions of the settings in place of those of the environment, and this computer always directly.
 * Source: resolveProxy in @vscode/proxy-agent.
 */
export function proxyRoute(url: string, settings: ProxySettings, environment: Environment): ProxyRoute {
  const { hostname, port, protocol } = new URL(url);
  if (isThisComputer(hostname)) {
    return { kind: 'direct', why: 'loopback' };
  }
  if (settings.support === 'off') {
    return { kind: 'direct', why: 'off' };
  }
  const usedPort = port === '' ? (protocol === 'http:' ? '80' : '443') : port;
  if (exceptionsOf(settings, environment).some((rule) => isExcepted(rule, hostname, usedPort))) {
    return { kind: 'direct', why: 'exception' };
  }
  for (const [from, text] of [
    ['setting', settings.url],
    ['environment', fromEnvironment(environment)],
  ] as const) {
    const address = proxyAddress(text ?? '');
    if (address !== undefined) {
      return { kind: 'proxy', from, address };
    }
  }
  return { kind: 'system' };
}

function fromEnvironment({ https_proxy, HTTPS_PROXY, http_proxy, HTTP_PROXY }: Environment): string | undefined {
  return [https_proxy, HTTPS_PROXY, http_proxy, HTTP_PROXY].find((value) => value !== undefined && value !== '');
}

function exceptionsOf(settings: ProxySettings, { no_proxy, NO_PROXY }: Environment): readonly string[] {
  const listed = settings.noProxy ?? [];
  const rules = listed.length > 0 ? listed : (no_proxy ?? NO_PROXY ?? '').split(',');
  return rules.map((rule) => rule.trim().toLowerCase()).filter((rule) => rule !== '');
}

function isExcepted(rule: string, hostname: string, port: string): boolean {
  if (rule === '*') {
    return true;
  }
  const [name = '', onlyPort] = rule.split(':', 2);
  const domain = name.startsWith('.') ? name : `.${name}`;
  return name !== '' && `.${hostname}`.endsWith(domain) && (onlyPort === undefined || onlyPort === port);
}

function isThisComputer(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
