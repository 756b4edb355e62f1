import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';

export interface Pair {
  readonly key: string;
  readonly cert: string;
}

export interface CertificateWish {
  readonly name?: string;
  /** Names of servers that it is for. */
  readonly servers?: readonly string[];
  readonly from?: Date;
  readonly to?: Date;
  readonly isCa?: boolean;
  readonly signedBy?: Pair;
}

const DAY_MS = 24 * 3600 * 1000;

/** A certificate with its key. By default it is good for `localhost`, now, and signed by itself. */
export async function certificate(wish: CertificateWish = {}): Promise<Pair> {
  const { name = 'localhost', servers = ['localhost'], isCa = false, signedBy } = wish;
  const made = await generate(
    [
      { name: 'commonName', value: name },
      { name: 'organizationName', value: 'Test Works' },
    ],
    {
      keyType: 'ec',
      algorithm: 'sha256',
      notBeforeDate: wish.from ?? new Date(Date.now() - DAY_MS),
      notAfterDate: wish.to ?? new Date(Date.now() + 30 * DAY_MS),
      extensions: [
        { name: 'basicConstraints', cA: isCa, critical: true },
        { name: 'keyUsage', digitalSignature: true, keyCertSign: isCa, critical: true },
        { name: 'subjectAltName', altNames: servers.map((value) => ({ type: 2, value })) },
      ],
      ...(signedBy ? { ca: signedBy } : {}),
    },
  );
  return { key: made.private, cert: made.cert };
}

export interface Running {
  readonly url: string;
  /** The headers of each request. */
  readonly requests: http.IncomingHttpHeaders[];
}

const open = new Set<http.Server>();

/** A real server on this computer, with TLS when there is a certificate. */
export async function start(
  answer: (response: http.ServerResponse) => void = (response) => response.writeHead(404).end(),
  pair?: Pair,
): Promise<Running> {
  const requests: http.IncomingHttpHeaders[] = [];
  const listener = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    requests.push(request.headers);
    answer(response);
  };
  const server = pair ? https.createServer(pair, listener) : http.createServer(listener);
  open.add(server);
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  return { url: `${pair ? 'https' : 'http'}://localhost:${port}`, requests };
}

/** For `afterEach`: no server outlives its test. */
export async function stopServers(): Promise<void> {
  const all = [...open];
  open.clear();
  await Promise.all(
    all.map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve);
          server.closeAllConnections();
        }),
    ),
  );
}
