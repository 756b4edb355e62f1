import { createRequire } from 'node:module';
import type { IamProjectId } from '../api/index';
import { checkEndpoint } from '../api/index';
import type { Profile } from '../ui/session';

/** What a running sandbox says of itself, in one line of JSON. */
export interface SandboxAddress {
  readonly url: string;
  readonly token: string;
  readonly projectId: string;
  readonly region: string;
  /** Who may clone its repositories. */
  readonly user?: SandboxUser;
  readonly git?: SandboxGit;
}

export interface SandboxUser {
  readonly name: string;
  readonly password: string;
}

/** What the sandbox says of the Git that it found. */
export type SandboxGit =
  { readonly kind: 'ready' } | { readonly kind: 'missing' } | { readonly kind: 'tooOld'; readonly version: string };

/** The part of the sandbox's own bundle that is used here. */
export interface RunningSandbox extends SandboxAddress {
  close(): Promise<void>;
}

/** A sandbox that can be used. */
export interface OpenedSandbox {
  readonly profile: Profile;
  readonly token: string;
  readonly git?: SandboxGit;
}

/** The sandbox as a profile that nobody can mistake for an account. It is not stored: its token dies with it. */
export function sandboxProfile(sandbox: SandboxAddress): OpenedSandbox {
  const profile: Profile = {
    id: `sandbox/${sandbox.url}`,
    kind: 'sandbox',
    name: 'Sandbox',
    method: 'token',
    region: sandbox.region,
    // The sandbox hands out the project that its token belongs to, as IAM does.
    iamProject: { id: sandbox.projectId as IamProjectId, name: sandbox.region },
    accountName: 'Sandbox',
    userName: 'sandbox',
    sandboxUrl: checkEndpoint(sandbox.url),
  };
  return { profile, token: sandbox.token, git: sandbox.git };
}

/** Reads the sandbox's line of JSON. Only an address of this computer is accepted. */
export function readSandboxAddress(text: string): SandboxAddress | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    const { url, token, projectId, region, user } = value as Record<string, unknown>;
    if (
      typeof url !== 'string' ||
      typeof token !== 'string' ||
      typeof projectId !== 'string' ||
      typeof region !== 'string'
    ) {
      return undefined;
    }
    const { hostname } = new URL(checkEndpoint(url));
    return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
      ? {
          url,
          token,
          projectId,
          region,
          ...(isUser(user) ? { user: { name: user.name, password: user.password } } : {}),
        }
      : undefined;
  } catch {
    return undefined;
  }
}

function isUser(value: unknown): value is SandboxUser {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'password' in value &&
    typeof value.password === 'string'
  );
}

/**
 * The sandbox of this window. While the extension is developed, one that runs beside the editor may be announced to it
 * by the environment: its line of JSON, or the word `auto` for one of the window's own.
 */
export class WindowSandbox {
  readonly #announced: SandboxAddress | undefined;
  readonly #auto: boolean;
  #running: Promise<RunningSandbox> | undefined;
  #user: SandboxUser | undefined;

  /**
   * @param bundle absolute path of the sandbox's own bundle
   * @param announcement undefined outside development
   */
  constructor(
    private readonly bundle: string,
    announcement: string | undefined,
  ) {
    this.#auto = announcement === 'auto';
    this.#announced = announcement === undefined ? undefined : readSandboxAddress(announcement);
  }

  /** The profile to begin with, when a sandbox was announced. */
  get initialProfile(): Profile | undefined {
    const address = this.#announced ?? (this.#auto ? NOT_STARTED : undefined);
    return address && sandboxProfile(address).profile;
  }

  /** Starts it on first use. */
  async open(): Promise<OpenedSandbox> {
    const address = this.#announced ?? (await this.#start());
    this.#user = address.user;
    return sandboxProfile(address);
  }

  /** Who may clone from it, once it is open. Each sandbox has a password of its own, which opens nothing else. */
  get user(): SandboxUser | undefined {
    return this.#user;
  }

  async dispose(): Promise<void> {
    await (await this.#running?.catch(() => undefined))?.close();
  }

  #start(): Promise<RunningSandbox> {
    this.#running ??= startBundledSandbox(this.bundle).catch((error: unknown) => {
      this.#running = undefined;
      throw error;
    });
    return this.#running;
  }
}

const NOT_STARTED: SandboxAddress = { url: 'http://127.0.0.1', token: '', projectId: 'sandbox', region: 'cn-north-4' };

async function startBundledSandbox(bundle: string): Promise<RunningSandbox> {
  // Loaded here and not before: the sandbox with its validator is large, and hardly anyone needs it.
  const loaded = createRequire(bundle)(bundle) as {
    startSandbox(options: { readonly timePasses: boolean }): Promise<RunningSandbox>;
  };
  return loaded.startSandbox({ timePasses: true });
}
