import type { Sandbox } from '../../../src/sandbox/index';
import { signatureOf } from '../../../src/sandbox/signatures';
import { call, type Answer } from './helpers';

export interface SignedCall {
  /** Default: the permanent key of the sandbox. */
  readonly ak?: string;
  readonly sk?: string;
  readonly securityToken?: string;
  /** Default: true. */
  readonly signsSecurityToken?: boolean;
  /** Null sends no `X-Project-Id`. Default: the project of the sandbox. */
  readonly project?: string | null;
  readonly at: Date;
  /** JSON; makes it a POST. */
  readonly body?: string;
}

/** Sends a request that is signed as the contract says. */
export function signedCall(sandbox: Sandbox, target: string, options: SignedCall): Promise<Answer> {
  const { ak = sandbox.ak, sk = sandbox.sk, securityToken, project = sandbox.projectId, body = '' } = options;
  const { pathname: path, search, host } = new URL(target, sandbox.url);
  const sent = {
    'x-sdk-date': options.at.toISOString().replace(/[-:]|\.\d+/g, ''),
    ...(project === null ? {} : { 'x-project-id': project }),
    ...(securityToken === undefined ? {} : { 'x-security-token': securityToken }),
  };
  const headers = { host, ...sent };
  const names = Object.keys(headers)
    .filter((name) => name !== 'x-security-token' || (options.signsSecurityToken ?? true))
    .sort();
  const method = body === '' ? 'GET' : 'POST';
  const request = { method, path, query: search.slice(1), headers, body: Buffer.from(body) };
  const signature = signatureOf(request, names, sk);
  const Authorization = `SDK-HMAC-SHA256 Access=${ak}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return call(sandbox, target, {
    method,
    token: null,
    headers: { ...sent, Authorization },
    ...(body === '' ? {} : { json: JSON.parse(body) as unknown }),
  });
}
