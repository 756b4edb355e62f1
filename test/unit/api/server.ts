import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** What to answer: a record is sent as JSON, text as it is, a function does it by hand. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  readonly by?: (response: http.ServerResponse) => void;
}

export type Handler = (request: ReceivedRequest, count: number) => Answer;

export interface TestServer {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
}

const open = new Set<TestServer>();

/** A real HTTP server on this computer. `count` in the handler is the number of the request, from 1. */
export async function serve(handler: Handler): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  const server = http.createServer({ maxHeaderSize: 1024 * 1024 }, (message, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const url = new URL(message.url ?? '/', 'http://localhost');
      const request = {
        method: message.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: message.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      requests.push(request);
      send(response, handler(request, requests.length));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  const running: TestServer = {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        open.delete(running);
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  open.add(running);
  return running;
}

/** For `afterEach`: no server outlives its test. */
export async function closeServers(): Promise<void> {
  await Promise.all([...open].map((server) => server.close()));
}

function send(response: http.ServerResponse, answer: Answer): void {
  if (answer.by !== undefined) {
    answer.by(response);
    return;
  }
  const json = answer.json !== undefined;
  response.writeHead(answer.status ?? 200, {
    'Content-Type': json ? 'application/json' : 'text/plain',
    ...answer.headers,
  });
  response.end(json ? JSON.stringify(answer.json) : answer.text);
}
