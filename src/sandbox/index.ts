import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ACCOUNT, HOME_PROJECT, REGION, Tokens } from './accounts';
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
  /** Somebody who can sign in with a password. */
  readonly user: { readonly account: string; readonly name: string; readonly password: string };
  /** IAM project. */
  readonly projectId: string;
  readonly region: string;
  readonly pid: number;
  readonly faults: Faults;
  /** Requests so far, oldest first. */
  readonly requests: RecordedRequest[];
  readonly data: SandboxData;
  /** Ends every connection and Git process and removes the temporary folder. */
  close(): Promise<void>;
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
  const token = tokens.issue({ methods: ['password'], project: HOME_PROJECT }).value;
  const requests: RecordedRequest[] = [];

  server.serve({
    gateway: new Gateway(contract, new Authentication(tokens, clock), { state, tokens, mirroring, clock, url }),
    smartHttp: new SmartHttp(git, storage, state),
    control: new Control({ token, faults, requests, data }),
    faults,
    requests,
    clock,
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
    ak: ACCOUNT.ak,
    sk: ACCOUNT.sk,
    user: { account: ACCOUNT.domain.name, name: ACCOUNT.user.name, password: ACCOUNT.user.password },
    projectId: HOME_PROJECT.id,
    region: REGION,
    pid: process.pid,
    faults,
    requests,
    data,
    close: () => (closed ??= close()),
  };
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
