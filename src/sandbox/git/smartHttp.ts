import type { IncomingMessage, ServerResponse } from 'node:http';
import { createGunzip } from 'node:zlib';
import { basicCredentials } from '../basicCredentials';
import { sameSecret } from '../signatures';
import type { State } from '../state';
import { endGroup } from './processGroup';
import { GitUnusableError, type Git } from './run';
import type { GitStorage, Stored } from './storage';

const ROUTE = /^\/(git|upstream)\/(.+)\.git\/(info\/refs|git-upload-pack|git-receive-pack)$/;
const PROTOCOL = /^version=[0-2]$/;

export interface GitRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly query: URLSearchParams;
}

interface Found {
  readonly stored: Stored;
  isOpenTo(request: IncomingMessage): boolean;
}

/** Serves the repositories of the sandbox to `git clone` and `git fetch`: the smart protocol, read-only. */
export class SmartHttp {
  constructor(
    private readonly git: Git,
    private readonly storage: GitStorage,
    private readonly state: State,
    /** Whether a request for a repository comes from a user of the account. */
    private readonly mayRead: (request: IncomingMessage) => boolean,
  ) {}

  async serve({ request, response, path, query }: GitRequest): Promise<void> {
    const [, kind, encodedName, action] = ROUTE.exec(path) ?? [];
    const stored = this.find(kind, encodedName);
    if (stored === undefined) {
      refuse(response, 404, 'repository not found');
      return;
    }
    if (!stored.isOpenTo(request)) {
      response.setHeader('WWW-Authenticate', `Basic realm="sandbox ${stored.stored.kind}"`);
      refuse(response, 401, `this ${stored.stored.kind} asks for a user name and a password`);
      return;
    }
    const advertises = action === 'info/refs' && request.method === 'GET';
    const answers = action === 'git-upload-pack' && request.method === 'POST';
    if (!(answers || (advertises && query.get('service') === 'git-upload-pack'))) {
      refuse(response, 403, 'repositories of the sandbox are read-only and speak the smart protocol');
      return;
    }
    try {
      const folder = await this.storage.folder(stored.stored);
      await this.uploadPack(request, response, { folder, advertises });
    } catch (error) {
      refuse(response, 503, error instanceof GitUnusableError ? error.message : 'git could not be run');
    }
  }

  /** Repositories are found by their name in a map: no part of a request becomes a path of the disk. */
  private find(kind?: string, encodedName?: string): Found | undefined {
    const name = decoded(encodedName ?? '');
    if (kind === 'upstream') {
      const upstream = this.state.upstream(name);
      return (
        upstream && {
          stored: { kind, key: name, history: upstream.history },
          isOpenTo: (request) => !upstream.guarded || this.hasEndpoint(request),
        }
      );
    }
    const repository = this.state.repositoryByPath(name);
    return (
      repository && {
        stored: { kind: 'repository', key: repository.id, history: repository.history },
        isOpenTo: this.mayRead,
      }
    );
  }

  /** Private sources open to the credentials of any service endpoint. */
  private hasEndpoint(request: IncomingMessage): boolean {
    const sent = basicCredentials(request);
    return [...this.state.endpoints.values()].some(
      ({ username, password }) => sent?.name === username && sameSecret(sent.password, password),
    );
  }

  private uploadPack(
    request: IncomingMessage,
    response: ServerResponse,
    { folder, advertises }: { readonly folder: string; readonly advertises: boolean },
  ): Promise<void> {
    const asked = request.headers['git-protocol'];
    const protocol = typeof asked === 'string' && PROTOCOL.test(asked) ? asked : undefined;
    const mode = advertises ? ['--advertise-refs'] : [];
    const child = this.git.start(
      ['upload-pack', '--stateless-rpc', ...mode, '--', folder],
      protocol === undefined ? {} : { GIT_PROTOCOL: protocol },
    );
    return new Promise((resolve, reject) => {
      child.once('error', (error: NodeJS.ErrnoException) => {
        reject(error.code === 'ENOENT' ? new GitUnusableError() : error);
      });
      child.once('spawn', () => {
        const type = advertises ? 'advertisement' : 'result';
        response.writeHead(200, {
          'Content-Type': `application/x-git-upload-pack-${type}`,
          'Cache-Control': 'no-cache',
        });
        if (advertises && protocol !== 'version=2') {
          response.write('001e# service=git-upload-pack\n0000');
        }
        child.stdout.pipe(response);
      });
      child.once('close', () => {
        resolve();
      });
      response.once('close', () => {
        endGroup(child);
      });
      child.stdin.on('error', () => undefined);
      bodyOf(request).pipe(child.stdin);
    });
  }
}

function bodyOf(request: IncomingMessage): NodeJS.ReadableStream {
  if (request.headers['content-encoding'] !== 'gzip') {
    return request;
  }
  const plain = createGunzip();
  plain.once('error', () => request.destroy());
  return request.pipe(plain);
}

function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${message}\n`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
