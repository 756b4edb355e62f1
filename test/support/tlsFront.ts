import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Credentials } from './authority';

/** A TLS server on this computer that hands each request on to an HTTP server, and the answer back. */
export interface TlsFront {
  readonly port: number;
  /** TCP connections so far, also those that came to nothing. */
  readonly connections: number;
  /** Headers of the requests that arrived, oldest first. */
  readonly requests: readonly http.IncomingHttpHeaders[];
  /** Where requests go from now on: the origin of an HTTP server. Until then they are answered with 503. */
  forwardTo(origin: string): void;
  close(): Promise<void>;
}

export async function startTlsFront(credentials: Credentials): Promise<TlsFront> {
  let origin: string | undefined;
  let connections = 0;
  const requests: http.IncomingHttpHeaders[] = [];
  const server = https.createServer({ ...credentials }, (request, response) => {
    requests.push(request.headers);
    if (origin === undefined) {
      response.writeHead(503).end();
      return;
    }
    // The server behind answers only to its own name.
    const { method, url, headers } = request;
    const forwarded = http.request(new URL(url ?? '/', origin), {
      method,
      headers: { ...headers, host: new URL(origin).host },
    });
    forwarded.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on('error', () => response.destroy());
    request.pipe(forwarded);
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port, // a listening TCP server has one
    get connections() {
      return connections;
    },
    requests,
    forwardTo: (address) => {
      origin = address;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
