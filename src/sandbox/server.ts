import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Control } from './control';
import type { Faults } from './faults';
import type { Gateway } from './gateway';
import type { SmartHttp } from './git/smartHttp';
import { answer } from './misbehave';
import { isPagePath, type Pages } from './pages';
import { errorBody, Refusal } from './refusals';
import type { RecordedRequest } from './recordedRequest';
import { jsonReply, send, type Reply } from './reply';
import { foreignness } from './sameMachine';

export interface ServerParts {
  readonly gateway: Gateway;
  readonly smartHttp: SmartHttp;
  readonly control: Control;
  readonly pages: Pages;
  readonly faults: Faults;
  readonly requests: RecordedRequest[];
  readonly clock: () => Date;
  /** What the cloud takes for the present, which it tells in `Date`. */
  readonly serverTime: () => Date;
  readonly latencyMs: number;
  readonly endToken: (value: string) => void;
}

const LARGEST_BODY = 4 * 1024 * 1024;
/** A sandbox may run for days; its memory of requests must not grow with it. */
const MOST_REQUESTS = 20_000;

/** The HTTP side of the sandbox, on 127.0.0.1 only. */
export class HttpServer {
  private readonly server: Server;
  private readonly closing = new AbortController();

  private constructor(server: Server) {
    this.server = server;
    // Any number of answers may be held back at a time, and each of them listens; Node would take that for a leak.
    setMaxListeners(0, this.closing.signal);
  }

  static async listen(port: number): Promise<HttpServer> {
    const server = createServer({ keepAliveTimeout: 5_000 });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
    return new HttpServer(server);
  }

  get origin(): string {
    // `address()` is text only for a pipe, and null only before listening.
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** From here on requests are answered. */
  serve(parts: ServerParts): void {
    this.server.on('request', (request, response) => {
      const requestId = randomBytes(16).toString('hex');
      response.setHeader('X-Request-Id', requestId);
      response.setHeader('Date', parts.serverTime().toUTCString());
      this.handle(parts, { request, response, requestId }).catch(() => {
        // A client that went away, or a sandbox that is being closed: there is nobody to tell.
        response.destroy();
      });
    });
  }

  /** Ends every connection, also those that wait for an answer. */
  async close(): Promise<void> {
    this.closing.abort();
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
    this.server.closeAllConnections();
    await closed;
  }

  private async handle(parts: ServerParts, { request, response, requestId }: Arrival): Promise<void> {
    const refused = foreignness(request, this.origin);
    if (refused !== undefined) {
      const body = errorBody(new Refusal(403, 'SANDBOX.0403', refused), undefined, requestId);
      send(response, jsonReply(403, body, { Connection: 'close' }));
      return;
    }
    const method = request.method ?? 'GET';
    const { pathname: path, searchParams, search } = new URL(request.url ?? '/', this.origin);
    if (path.startsWith('/_sandbox/')) {
      send(
        response,
        await parts.control.answer({ method, path, headers: headersOf(request), body: await read(request) }),
      );
      return;
    }
    if (isPagePath(path)) {
      send(response, await parts.pages.answer(request, path));
      return;
    }
    const operation = parts.gateway.match(method, path);
    const query = Object.fromEntries(searchParams);
    remember(parts.requests, { method, path, query, operationId: operation?.id, at: parts.clock() });

    const isGit = path.startsWith('/git/') || path.startsWith('/upstream/');
    const produce = async (): Promise<Reply | undefined> => {
      if (isGit) {
        await parts.smartHttp.serve({ request, response, path, query: searchParams });
        return undefined;
      }
      const body = await read(request);
      if (parts.latencyMs > 0) {
        await delay(parts.latencyMs, undefined, { signal: this.closing.signal });
      }
      const headers = headersOf(request);
      return parts.gateway.answer({ method, path, query: search.slice(1), headers, body, operation, requestId });
    };
    await answer(parts.faults.take(operation?.id, path), {
      response,
      requestId,
      closing: this.closing.signal,
      expireToken: () => {
        parts.endToken(headersOf(request)['x-auth-token'] ?? '');
      },
      produce,
    });
  }
}

interface Arrival {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
}

function remember(requests: RecordedRequest[], request: RecordedRequest): void {
  requests.push(request);
  if (requests.length > MOST_REQUESTS) {
    requests.splice(0, requests.length - MOST_REQUESTS);
  }
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Without `setEncoding`, a request yields buffers.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LARGEST_BODY) {
      throw new Error('The body is too large.');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
