import { generate } from 'selfsigned';

/** A certificate and its private key, both PEM. */
export interface Credentials {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority that nobody trusts unless told to. */
export interface Authority {
  /** PEM. */
  readonly certificate: string;
  /** A certificate for a host name. `until`: when it ends; a day from now without one. */
  issue(host: string, until?: Date): Promise<Credentials>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const keys = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const;

export async function createAuthority(): Promise<Authority> {
  const authority = await generate([{ name: 'commonName', value: 'CodeArts Mirrors test authority' }], {
    ...keys,
    ...validUntil(new Date(Date.now() + DAY_MS)),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return {
    certificate: authority.cert,
    issue: async (host, until = new Date(Date.now() + DAY_MS)) => {
      const issued = await generate([{ name: 'commonName', value: host }], {
        ...keys,
        ...validUntil(until),
        ca: { key: authority.private, cert: authority.cert },
        extensions: [
          { name: 'basicConstraints', cA: false },
          { name: 'keyUsage', digitalSignature: true },
          { name: 'extKeyUsage', serverAuth: true },
          { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
        ],
      });
      return { key: issued.private, cert: issued.cert };
    },
  };
}

/** Begun two days before, so that a clock that is off by an hour, or an end in the past, does no harm. */
function validUntil(end: Date): { readonly notBeforeDate: Date; readonly notAfterDate: Date } {
  return { notBeforeDate: new Date(end.getTime() - 3 * DAY_MS), notAfterDate: end };
}
