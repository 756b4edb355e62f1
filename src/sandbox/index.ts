import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { AccessKeys } from './accessKeys';
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
import type { GitState } from './git/version';
import { gitAccess } from './gitAccess';
import { Life, type Pace } from './life/life';
import { ownFolder, removeAbandoned } from './ownFolder';
import { Pages } from './pages';
import { ENDPOINT } from './sample/mirrors';
import { fillSample } from './sample/sample';
import type { RecordedRequest } from './recordedRequest';
import { HttpServer } from './server';
import { State } from './state';
import { Tokens } from './tokens';
import { SANDBOX_USER, USERS, Users, type UserRecord, type UserSecrets } from './users';

export type { AddedRepository, SandboxData } from './data';
export type { Fault, FaultEffect, FaultMatch, Faults } from './faults';
export type { GitState } from './git/version';
export type { Commit } from './git/history';
export type { Pace } from './life/life';
export type { MirrorWire, NoMirrorForm, RepositoryRecord } from './model';
export type { RecordedRequest } from './recordedRequest';

export interface SandboxOptions {
  /** 0 = any. */
  readonly port?: number;
  /** Size of the generated sample; the vendor's examples and the biting names come on top. Default 310. */
  readonly repositories?: number;
  /** Default: that of the computer. Nothing happens by itself when it moves, but by `tick` or with `timePasses`. */
  readonly clock?: () => Date;
  /** Scheduled mirrors run, some fail and recover, a registry comes and goes, by themselves. Default: false. */
  readonly timePasses?: boolean;
  /** How fast that is, with `timePasses` and with `tick`. */
  readonly pace?: Pace;
  /** Default 24 hours. */
  readonly tokenLifetimeMs?: number;
  /** Added to every answer of the API. */
  readonly latencyMs?: number;
  /** Where the bare repositories live. Default: a fresh temporary folder, which is removed by `close`. */
  readonly folder?: string;
  /** Name or path of the Git program. */
  readonly git?: string;
}

/** A local cloud. Its secrets are drawn when it starts, and open nothing else. */
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
  /** Somebody who can sign in with a password, and clone with it. */
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
  /** The service endpoint that opens private sources. */
  readonly endpoint: { readonly uuid: string; readonly username: string; readonly password: string };
  readonly region: string;
  /** Without a Git that can be used, no mirror is synchronised and nothing can be cloned. */
  readonly git: GitState;
  readonly pid: number;
  readonly faults: Faults;
  /** Requests so far, oldest first. */
  readonly requests: RecordedRequest[];
  readonly data: SandboxData;
  /** Lets happen what is due by the clock: runs of the schedule, failures and recoveries since it was called last. */
  tick(): void;
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
const TICK_MS = 2_000;

/** Starts a sandbox on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? ((): Date => new Date());
  const [contract] = await Promise.all([Contract.load(), removeAbandoned()]);
  const folder = await ownFolder(options.folder);
  const server = await HttpServer.listen(options.port ?? 0).catch(async (error: unknown) => {
    await folder.remove();
    throw error;
  });
  const url = server.origin;

  const home = path.join(folder.path, 'home');
  await mkdir(home, { recursive: true });
  const { git, state: gitState } = await Git.find({ command: options.git, home });
  const state = new State();
  const storage = new GitStorage(git, folder.path, clock);
  const pages = new Pages(url, state, storage);
  const { address } = pages;
  fillSample(state, { repositories: options.repositories ?? DEFAULT_REPOSITORIES, now: clock(), url, pages: address });
  const tokens = new Tokens(clock, options.tokenLifetimeMs ?? DAY_MS);
  const faults = new Faults(() => {
    tokens.revive();
  });
  const serverTime = (): Date => new Date(clock().getTime() + faults.clockOffset());
  const mirroring = new Mirroring({ state, storage, git, clock: serverTime, url });
  const data = new SandboxData({
    state,
    storage,
    mirroring,
    tokens,
    clock,
    cloudTime: serverTime,
    url,
    pages: address,
  });
  const life = new Life({ state, mirroring, clock, clockOffset: () => faults.clockOffset(), url }, options.pace);
  const token = data.anotherToken();
  const requests: RecordedRequest[] = [];
  const accessKeys = new AccessKeys(clock, serverTime);
  const users = new Users(clock);
  const cloud = { state, tokens, users, accessKeys, mirroring, clock, url };

  server.serve({
    gateway: new Gateway(contract, new Authentication(tokens, accessKeys), cloud),
    smartHttp: new SmartHttp(git, storage, state, gitAccess(users, tokens)),
    control: new Control({ token, faults, requests, data }),
    pages,
    faults,
    requests,
    clock,
    serverTime,
    latencyMs: options.latencyMs ?? 0,
    endToken: (value) => {
      tokens.end(value);
    },
  });

  const tick = (): void => {
    life.tick();
  };
  const timer = options.timePasses === true ? setInterval(tick, TICK_MS).unref() : undefined;

  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    clearInterval(timer);
    await server.close();
    await git.close();
    await mirroring.close();
    await folder.remove();
  };
  return {
    url,
    token,
    wrongRegionToken: data.foreignToken('otherRegion'),
    ak: accessKeys.own.ak,
    sk: accessKeys.own.sk,
    temporaryKey: {
      ak: accessKeys.temporary.ak,
      sk: accessKeys.temporary.sk,
      securityToken: accessKeys.temporary.securityToken,
    },
    secondKey: { ak: accessKeys.second.ak, sk: accessKeys.second.sk },
    user: {
      account: ACCOUNT.domain.name,
      name: SANDBOX_USER.name,
      password: users.secretsOf(SANDBOX_USER).password,
    },
    users: USERS.map((user) => publicUser(user, users.secretsOf(user))),
    projectId: HOME_PROJECT.id,
    projects: IAM_PROJECTS.map(({ id, name }) => ({ id, name })),
    enterpriseProjects: ENTERPRISE_PROJECTS,
    endpoint: { ...ENDPOINT, password: state.endpoints.get(ENDPOINT.uuid)?.password ?? '' },
    region: REGION,
    git: gitState,
    pid: process.pid,
    faults,
    requests,
    data,
    tick,
    close: () => (closed ??= close()),
  };
}

function publicUser({ id, name, signsInWith }: UserRecord, { password, passcode }: UserSecrets): SandboxUser {
  const user = { account: ACCOUNT.domain.name, name, id, password };
  return signsInWith === 'passwordAndPasscode' ? { ...user, passcode } : user;
}
