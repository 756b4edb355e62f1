import { lookup } from 'node:dns/promises';
import * as http from 'node:http';
import * as https from 'node:https';
import { type Certificate, certificateOf } from './certificate';
import { untilAborted } from './limits';

/** What is learnt from one answer. Its body is of no interest. */
export interface Answer {
  readonly status: number;
  readonly date: string | undefined;
  readonly location: string | undefined;
  /** `Proxy-Authenticate`. */
  readonly proxyChallenge: string | undefined;
  readonly certificate: Certificate | undefined;
}

/** What reaches out to the network. Rejects with what Node throws, and when the signal is aborted. */
export interface Probes {
  /** Addresses of a host. */
  resolve(host: string, signal: AbortSignal): Promise<readonly string[]>;
  /** `verify: false` takes any certificate. */
  request(url: string, options: { readonly verify: boolean }, signal: AbortSignal): Promise<Answer>;
}

export const realProbes: Probes = {
  resolve: async (host, signal) => {
    const found = await untilAborted(lookup(host, { all: true }), signal);
    return found.map(({ address }) => address);
  },
  request: (url, { verify }, signal) =>
    new Promise((resolve, reject) => {
      const secure = url.startsWith('https:');
      // No agent is given: the editor puts its own in place, which knows the proxy and the certificates of its user.
      const options = { signal, headers: { Accept: 'application/json' } };
      // A connection that went on with an earlier session would bring no certificate.
      const anew = { ...options, session: undefined };
      const request = secure
        ? https.request(url, verify ? anew : { ...anew, rejectUnauthorized: false })
        : http.request(url, options);
      request.on('error', reject);
      request.on('response', (response) => {
        const { statusCode = 0, headers, socket } = response;
        // Read before the connection is given up: a closed socket has forgotten it.
        const certificate = certificateOf(socket);
        response.on('error', () => undefined);
        response.destroy();
        resolve({
          status: statusCode,
          date: headers.date,
          location: headers.location,
          proxyChallenge: [headers['proxy-authenticate'] ?? []].flat().join(', '),
          certificate,
        });
      });
      request.end();
    }),
};
