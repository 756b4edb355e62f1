import { devNull } from 'node:os';

/** What Git and its helpers need from the surroundings: programs, temporary files, proxies and certificates. */
const PASSED_ON = new Set([
  ...['PATH', 'TMPDIR', 'TEMP', 'TMP', 'LD_LIBRARY_PATH'],
  ...['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PATHEXT'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'CURL_CA_BUNDLE', 'NIX_SSL_CERT_FILE'],
]);

/**
 * The environment of a Git that knows nothing of the person who started the sandbox: their settings, and with them
 * headers and passwords, must not reach whoever a mirror copies from.
 * @param home a folder of the sandbox's own
 */
export function gitEnvironment(home: string, from: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const own = Object.entries(from).filter(([name]) => PASSED_ON.has(name.toUpperCase()));
  return {
    ...Object.fromEntries(own),
    HOME: home,
    XDG_CONFIG_HOME: home,
    USERPROFILE: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ALLOW_PROTOCOL: 'http:https',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'false',
    LC_ALL: 'C',
    // The sandbox is on this machine, and a proxy would look for it on its own.
    no_proxy: withLoopback(from.no_proxy ?? from.NO_PROXY),
    NO_PROXY: withLoopback(from.NO_PROXY ?? from.no_proxy),
  };
}

function withLoopback(list: string | undefined): string {
  return ['127.0.0.1', 'localhost', ...(list === undefined || list === '' ? [] : [list])].join(',');
}
