import http from 'node:http';
import net, { type AddressInfo } from 'node:net';

/** One request to open a tunnel. */
export interface TunnelRequest {
  /** `host:port`, as it was asked for. */
  readonly authority: string;
  /** The value of `Proxy-Authorization`. */
  readonly authorization: string | undefined;
  /** What the proxy answered. */
  readonly status: number;
}

export interface ConnectProxyOptions {
  /** Host name -> port on 127.0.0.1. No other host is let through: it is answered with 502. */
  readonly hosts: Readonly<Record<string, number>>;
  /** `user:password` that it insists on. Without it: 407. */
  readonly credentials?: string;
}

/** A real HTTP proxy on this computer, which opens tunnels and does nothing else. */
export interface ConnectProxy {
  readonly port: number;
  readonly tunnels: readonly TunnelRequest[];
  /** Requests that were no CONNECT: they would be sent on in clear text. */
  readonly others: readonly string[];
  /** Answers everything with this status from now on; `undefined`: no longer. */
  refuse(status: number | undefined): void;
  /** Ends every tunnel and stops listening. */
  close(): Promise<void>;
}

export async function startConnectProxy({ hosts, credentials }: ConnectProxyOptions): Promise<ConnectProxy> {
  const tunnels: TunnelRequest[] = [];
  const others: string[] = [];
  const sockets = new Set<net.Socket>();
  const wanted = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  let refused: number | undefined;

  const server = http.createServer((request, response) => {
    others.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(501).end();
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  });
  server.on('connect', (request, client, head) => {
    const authority = request.url ?? '';
    const authorization = request.headers['proxy-authorization'];
    const port = hosts[authority.replace(/:\d+$/u, '')];
    const status = refused ?? (wanted !== undefined && authorization !== wanted ? 407 : port === undefined ? 502 : 200);
    tunnels.push({ authority, authorization, status });
    if (status !== 200 || port === undefined) {
      const challenge = status === 407 ? 'Proxy-Authenticate: Basic realm="test"\r\n' : '';
      client.end(`HTTP/1.1 ${status} Refused\r\n${challenge}Content-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    }
    const server = net.connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.write(head);
      server.pipe(client).pipe(server);
    });
    server.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.on('close', () => server.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port, // a listening TCP server has one
    tunnels,
    others,
    refuse: (status) => {
      refused = status;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) {
          socket.destroy();
        }
      }),
  };
}
