import {
  type Authoriser,
  type CloudClient,
  createCloudClient,
  type CloudClientOptions,
  type Credential,
  type Endpoints,
  toIamProjectId,
} from '../../../src/api/index';
import type { Subject } from '../../../src/diagnose/account';
import { type Diagnosis, diagnoseConnection, type DiagnosisParts } from '../../../src/diagnose/diagnosis';
import { realProbes } from '../../../src/diagnose/probes';
import type { Sandbox } from '../../../src/sandbox/index';
import type { Profile } from '../../../src/ui/session';

/** One address for everything. */
export function allAt(url: string): Endpoints & { readonly repo: string; readonly hss: string } {
  return { iam: url, repo: url, hss: url, projectman: url, pipeline: url };
}

export function profileFor({ projectId, region }: Sandbox): Profile {
  return {
    id: 'profile',
    kind: 'cloud',
    region,
    iamProject: { id: toIamProjectId(projectId, 'test'), name: region },
    accountName: 'account',
    userName: 'user',
    name: 'user',
    method: 'token',
  };
}

export function clientFor(sandbox: Sandbox, options: Partial<CloudClientOptions> = {}): CloudClient {
  return createCloudClient({
    endpoints: allAt(sandbox.url),
    credential: { kind: 'token', token: sandbox.token },
    iamProjectId: sandbox.projectId,
    sleep: () => Promise.resolve(),
    ...options,
  });
}

/** A credential without a token that could be looked up, as an access key is. The sandbox takes it all the same. */
export function keyOf({ token }: Sandbox): Credential {
  const key: Authoriser = { kind: 'signature', headersFor: () => ({ 'X-Auth-Token': token }), secrets: () => [token] };
  return key;
}

export function subjectFor(sandbox: Sandbox, other: Partial<Subject> = {}): Subject {
  return { profile: profileFor(sandbox), client: clientFor(sandbox), failure: undefined, ...other };
}

/** Everything checked, with a real network. */
export function diagnosed(
  subject: Subject,
  endpoints: DiagnosisParts['endpoints'],
  other: Partial<DiagnosisParts> = {},
  signal = new AbortController().signal,
): Promise<Diagnosis> {
  const parts: DiagnosisParts = {
    endpoints,
    probes: realProbes,
    proxySettings: { url: undefined, support: 'override', strictSSL: true, noProxy: [] },
    environment: {},
    clock: () => new Date(),
    onStart: () => undefined,
    ...other,
  };
  return diagnoseConnection(subject, parts, signal);
}
