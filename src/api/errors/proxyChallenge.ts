/** The sign-in methods that VS Code can answer: a password in the address of the proxy, and Kerberos. */
const SUPPORTED: ReadonlySet<string> = new Set(['basic', 'negotiate', 'kerberos']);
const LONGEST_HEADER = 2000;
const SCHEME = /^[a-z][a-z0-9-]{0,30}$/i;

/**
 * Sign-in methods that a proxy offers (RFC 9110, section 11.7.1).
 *
 * @param header `Proxy-Authenticate`, where several challenges may stand in one line.
 * @returns Names as the proxy writes them, in its order; empty when there is no header.
 */
export function proxySchemes(header: string | null | undefined): readonly string[] {
  return (header ?? '')
    .slice(0, LONGEST_HEADER)
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .split(',')
    .flatMap((part) => {
      const [name = ''] = part.trim().split(/\s/, 1);
      // Other parts are parameters of the challenge before them: `realm="x"`.
      return SCHEME.test(name) ? [name] : [];
    });
}

/** Whether a proxy wants to be signed in to in a way that the editor cannot, such as NTLM. */
export function offersOnlyUnsupported(schemes: readonly string[]): boolean {
  return schemes.length > 0 && !schemes.some((scheme) => SUPPORTED.has(scheme.toLowerCase()));
}
