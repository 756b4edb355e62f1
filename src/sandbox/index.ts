import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ACCESS_KEY, AccessKeys, SECOND_KEY, TEMPORARY_KEY } from './accessKeys';
import { ACCOUNT, ENTERPRISE_PROJECTS, HOME_PROJECT, IAM_PROJECTS, REGION } from './accounts';
import { Authentication } from './authentication';
import { Contract } from './contract';
import { Control } from './control';
import { SandboxData } from './data';
import { Faults } from './faults';
import { Gateway } from './gateway';
import { Mirroring } from './git/mirroring';
import { Git } from './git/run';
import { SmartHttp } from './git/smartHttp';
import { GitStorage } from './git/storage';
import { fillSample } from './sample/sample';
import { HttpServer, type RecordedRequest } from './server';
import { State } from './state';
import { Tokens } from './tokens';
import { SANDBOX_USER, USERS, Users, type UserRecord } from './users';

export type { AddedRepository, SandboxData } from './data';
export type { Fault, FaultEffect, FaultMatch, Faults } from './faults';
export type { Commit } from './git/history';
export type { MirrorWire, NoMirrorForm, RepositoryRecord } from './model';
export type { RecordedRequest } from './server';

export interface SandboxOptions {
  /** 0 = any. */
  readonly port?: number;
  /** Size of the generated sample; the vendor's examples and the biting names come on top. Default 310. */
  readonly repositories?: number;
  readonly clock?: () => Date;
  /** Default 24 hours. */
  readonly tokenLifetimeMs?: number;
  /** Added to every answer of the API. */
  readonly latencyMs?: number;
  /** Where the bare repositories live. Default: a fresh temporary folder, which is removed by `close`. */
  readonly folder?: string;
  /** Name or path of the Git program. */
  readonly git?: string;
}

/** A local cloud. Its secrets open nothing else. */
export interface Sandbox {
  /** Address of every service. */
  readonly url: string;
  readonly token: string;
  /** A token of another region, which this one refuses with APIGW.0307. */
  readonly wrongRegionToken: string;
  readonly ak: string;
  readonly sk: string;
  /** Requests signed with it must carry and sign `X-Security-Token`. */
  readonly temporaryKey: { readonly ak: string; readonly sk: string; readonly securityToken: string };
  /** Key of `second-user`. */
  readonly secondKey: { readonly ak: string; readonly sk: string };
  /** Somebody who can sign in with a password. */
  readonly user: { readonly account: string; readonly name: string; readonly password: string };
  /**
   * Everybody of the account: `user`, `second-user`, `mfa-user` and `huawei-id`. Who has a passcode gets no token
   * without it; `huawei-id` gets none at all.
   */
  readonly users: readonly SandboxUser[];
  /** IAM project. */
  readonly projectId: string;
  /** Every IAM project of the account. This region's are served: `projectId`, and one whose name ends with `_team-a`. */
  readonly projects: readonly SandboxProject[];
  /** Of HSS: the default one, and `ep-team-a`. */
  readonly enterpriseProjects: readonly SandboxProject[];
  readonly region: string;
  readonly pid: number;
  readonly faults: Faults;
  /** Requests so far, oldest first. */
  readonly requests: RecordedRequest[];
  readonly data: SandboxData;
  /** Ends every connection and Git process and removes the temporary folder. */
  close(): Promise<void>;
}

export interface SandboxUser {
  /** Name of the account. */
  readonly account: string;
  readonly name: string;
  readonly id: string;
  readonly password: string;
  /** Of the virtual MFA device, when the login protection of the user demands it. */
  readonly passcode?: string;
}

export interface SandboxProject {
  readonly id: string;
  readonly name: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const DEFAULT_REPOSITORIES = 310;

/** Starts a sandbox on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? ((): Date => new Date());
  const contract = await Contract.load();
  const folder = await ownFolder(options.folder);
  const server = await HttpServer.listen(options.port ?? 0).catch(async (error: unknown) => {
    await folder.remove();
    throw error;
  });
  const url = server.origin;

  const state = new State();
  fillSample(state, { repositories: options.repositories ?? DEFAULT_REPOSITORIES, now: clock(), url });
  const git = new Git(options.git);
  const storage = new GitStorage(git, folder.path, clock);
  const mirroring = new Mirroring({ state, storage, git, clock, url });
  const tokens = new Tokens(clock, options.tokenLifetimeMs ?? DAY_MS);
  const data = new SandboxData({ state, storage, mirroring, tokens, clock, url });
  const faults = new Faults(() => {
    tokens.revive();
  });
  const token = data.anotherToken();
  const requests: RecordedRequest[] = [];
  const serverTime = (): Date => new Date(clock().getTime() + faults.clockOffset());
  const accessKeys = new AccessKeys(clock, serverTime);
  const cloud = { state, tokens, users: new Users(clock), accessKeys, mirroring, clock, url };

  server.serve({
    gateway: new Gateway(contract, new Authentication(tokens, accessKeys), cloud),
    smartHttp: new SmartHttp(git, storage, state),
    control: new Control({ token, faults, requests, data }),
    faults,
    requests,
    clock,
    serverTime,
    latencyMs: options.latencyMs ?? 0,
    endToken: (value) => {
      tokens.end(value);
    },
  });

  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await server.close();
    await git.close();
    await mirroring.close();
    await folder.remove();
  };
  return {
    url,
    token,
    wrongRegionToken: data.foreignToken('otherRegion'),
    ak: ACCESS_KEY.ak,
    sk: ACCESS_KEY.sk,
    temporaryKey: { ak: TEMPORARY_KEY.ak, sk: TEMPORARY_KEY.sk, securityToken: TEMPORARY_KEY.securityToken },
    secondKey: { ak: SECOND_KEY.ak, sk: SECOND_KEY.sk },
    user: { account: ACCOUNT.domain.name, name: SANDBOX_USER.name, password: SANDBOX_USER.password },
    users: USERS.map(publicUser),
    projectId: HOME_PROJECT.id,
    projects: IAM_PROJECTS.map(({ id, name }) => ({ id, name })),
    enterpriseProjects: ENTERPRISE_PROJECTS,
    region: REGION,
    pid: process.pid,
    faults,
    requests,
    data,
    close: () => (closed ??= close()),
  };
}

function publicUser({ id, name, password, passcode, signsInWith }: UserRecord): SandboxUser {
  const user = { account: ACCOUNT.domain.name, name, id, password };
  return signsInWith === 'passwordAndPasscode' ? { ...user, passcode } : user;
}

async function ownFolder(given: string | undefined): Promise<{ path: string; remove: () => Promise<void> }> {
  if (given !== undefined) {
    await mkdir(given, { recursive: true });
    return { path: given, remove: () => Promise.resolve() };
  }
  const made = await mkdtemp(path.join(tmpdir(), 'codearts-sandbox-'));
  // Windows may hold a file for a moment after Git has ended.
  return { path: made, remove: () => rm(made, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }) };
}
