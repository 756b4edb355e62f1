import type { SandboxData } from './data';
import { isFault, type Faults } from './faults';
import type { Commit } from './git/history';
import type { NoMirrorForm } from './model';
import type { RecordedRequest } from './recordedRequest';
import { jsonReply, type Reply } from './reply';
import { sameSecret } from './signatures';

export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface ControlParts {
  /** The token of the sandbox itself. It works here also after it has expired. */
  readonly token: string;
  readonly faults: Faults;
  readonly requests: RecordedRequest[];
  readonly data: SandboxData;
}

/** `/_sandbox/...`: what `Sandbox` offers in its own process, for tests that run in another one. */
export class Control {
  constructor(private readonly parts: ControlParts) {}

  async answer(request: ControlRequest): Promise<Reply> {
    if (!sameSecret(request.headers['x-auth-token'] ?? '', this.parts.token)) {
      return jsonReply(401, { message: 'Send the token of the sandbox in X-Auth-Token.' });
    }
    try {
      const body: unknown = request.body.length === 0 ? undefined : JSON.parse(request.body.toString('utf8'));
      const [, area, ...rest] = request.path.slice(1).split('/').map(decodeURIComponent);
      return await this.route(`${request.method} ${area ?? ''}`, rest.join('/'), body);
    } catch (error) {
      return jsonReply(400, { message: error instanceof Error ? error.message : 'invalid' });
    }
  }

  private async route(what: string, rest: string, body: unknown): Promise<Reply> {
    const { faults, requests, data } = this.parts;
    switch (what) {
      case 'GET faults':
        return jsonReply(200, faults.list());
      case 'POST faults':
        return this.addFaults(body);
      case 'DELETE faults':
        faults.clear();
        return jsonReply(200, []);
      case 'GET requests':
        return jsonReply(200, requests);
      case 'DELETE requests':
        requests.splice(0);
        return jsonReply(200, []);
      case 'POST endTokens':
        data.endTokens();
        return jsonReply(200, {});
      case 'GET mirrors':
        return jsonReply(200, data.mirror(data.repository(Number(rest)).id) ?? null);
      case 'PUT mirrors':
        return this.setMirror(data.repository(Number(rest)).id, body);
      case 'POST repositories':
        return jsonReply(201, data.addRepository({ ...fields(body), name: text(fields(body).name) }));
      case 'POST upstream': {
        const url = data.addUpstream(rest);
        return jsonReply(201, { url, commit: await data.commitUpstream(rest, commitOf(body)) });
      }
      default:
        return jsonReply(404, { message: 'Nothing is here.' });
    }
  }

  private addFaults(body: unknown): Reply {
    const added: unknown[] = Array.isArray(body) ? body : [body];
    const valid = added.filter(isFault);
    if (valid.length < added.length) {
      return jsonReply(400, { message: 'Not a fault.' });
    }
    this.parts.faults.add(...valid);
    return jsonReply(201, this.parts.faults.list());
  }

  /** The body is a record, or `{"noMirror": "notFound" | "null" | "empty" | "nullUrl"}`. */
  private setMirror(id: number, body: unknown): Reply {
    const { noMirror } = fields(body);
    if (noMirror === undefined) {
      // Whatever a test wants the client to meet, also what the contract would not allow.
      this.parts.data.setMirror(id, fields(body));
    } else if (isNoMirrorForm(noMirror)) {
      this.parts.data.removeMirror(id, noMirror);
    } else {
      return jsonReply(400, { message: 'Unknown form of "no mirror".' });
    }
    return jsonReply(200, this.parts.data.mirror(id) ?? null);
  }
}

function fields(body: unknown): Record<string, unknown> {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

function text(value: unknown): string {
  if (typeof value !== 'string') {
    throw new Error('A text is missing.');
  }
  return value;
}

function commitOf(body: unknown): Commit {
  const chosen = Object.entries(fields(body)).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(chosen);
}

function isNoMirrorForm(value: unknown): value is NoMirrorForm {
  return value === 'notFound' || value === 'null' || value === 'empty' || value === 'nullUrl';
}
