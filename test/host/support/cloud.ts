import * as vscode from 'vscode';
import type { CodeArtsMirrorsApi } from '../../../src/extension';
import type { RecordedRequest, Sandbox, SandboxOptions } from '../../../src/sandbox/index';
import { extension, hideViews, run, sandboxBundle } from './extension';
import { Person } from './person';

/** A signed-in extension and the sandbox that it talks to, as if that were Huawei Cloud. */
export interface Cloud {
  readonly sandbox: Sandbox;
  readonly person: Person;
  readonly api: CodeArtsMirrorsApi;
  /** Requests of one operation, or all of the API, since the last `forget`. */
  requests(operationId?: string): readonly RecordedRequest[];
  forgetRequests(): void;
  signIn(token?: string): Promise<void>;
}

export interface CloudOptions extends SandboxOptions {
  /** Default: true. */
  readonly signedIn?: boolean;
  /** Whether everything is kept up to date, or only what is on screen. Default: false. */
  readonly watch?: boolean;
  /** Whether the person is told of changes, where everything is kept up to date. Default: false. */
  readonly notices?: boolean;
}

const SERVICES = ['iam', 'repo', 'hss', 'projectman', 'pipeline'] as const;

/**
 * Starts a sandbox for the tests of a suite, points the extension to it and signs in. Before each test the views are out
 * of sight, the person has seen nothing and no fault is on; after the suite nobody is signed in.
 */
export function useCloud(
  { signedIn = true, watch = false, notices = false, ...options }: CloudOptions = { repositories: 24 },
): Cloud {
  const person = new Person();
  let sandbox: Sandbox | undefined;
  let api: CodeArtsMirrorsApi | undefined;
  const cloud: Cloud = {
    person,
    get sandbox() {
      return sandbox!;
    },
    get api() {
      return api!;
    },
    requests: (operationId) =>
      sandbox!.requests.filter((one) => operationId === undefined || one.operationId === operationId),
    forgetRequests: () => {
      sandbox!.requests.splice(0);
    },
    signIn: async (token = sandbox!.token) => {
      person
        .whenAsked(/Method/, 'Token')
        .whenAsked(/Region/, 'cn-north-4')
        .whenAsked(/Profile/, 'Sign in')
        .types(token);
      await run('signIn');
    },
  };

  before(async () => {
    api = await extension().activate();
    person.arrives();
    sandbox = await sandboxBundle().startSandbox(options);
    await setEndpoints(Object.fromEntries(SERVICES.map((service) => [service, sandbox!.url])));
    // A suite does in seconds what a person does in minutes.
    await setSetting('requestsPerMinute', 6000);
    // Only the suites that are about watching want what nobody looks at to be read.
    await setSetting('watch', watch);
    await setSetting('notifications', notices ? undefined : 'off');
  });
  beforeEach(async () => {
    sandbox!.faults.clear();
    person.forget();
    await hideViews();
    if (signedIn && !(await isSignedIn())) {
      await cloud.signIn();
      person.forget();
    }
    cloud.forgetRequests();
  });
  after(async () => {
    sandbox?.faults.clear();
    await signOutEverybody();
    // An open page would go on asking for what it shows, of the cloud of the next suite.
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    person.leaves();
    await setEndpoints(undefined);
    await setSetting('requestsPerMinute', undefined);
    await setSetting('watch', undefined);
    await setSetting('notifications', undefined);
    await sandbox?.close();
  });
  return cloud;
}

/** Where the extension sends its requests. */
export function setEndpoints(value: Readonly<Record<string, string>> | undefined): Promise<void> {
  return setSetting('endpoints', value);
}

async function setSetting(name: string, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('codeartsMirrors');
  await configuration.update(name, value, vscode.ConfigurationTarget.Global);
}

/** The account in the editor's Accounts menu. */
export async function accounts(): Promise<readonly vscode.AuthenticationSessionAccountInformation[]> {
  return vscode.authentication.getAccounts('codeartsMirrors');
}

/** Signs out until no profile is left. */
export async function signOutEverybody(): Promise<void> {
  while (await isSignedIn()) {
    const before = (await accounts()).length;
    await run('signOut');
    if ((await accounts()).length >= before) throw new Error('Signing out has removed no account');
  }
}

async function isSignedIn(): Promise<boolean> {
  return (await accounts()).length > 0;
}
