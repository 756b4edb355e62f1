import assert from 'node:assert/strict';
import type { ChoiceScope } from '../../../src/accounts/profileChoices';
import { ProfileHint } from '../../../src/accounts/profileHint';
import { signInOf } from '../../../src/accounts/secretRecord';
import { SessionStore } from '../../../src/accounts/sessionStore';
import { type OpenedSession, WindowSession } from '../../../src/accounts/windowSession';
import { CloudError, type CloudErrorReason } from '../../../src/api/index';
import type { Profile, SessionClient } from '../../../src/ui/session';
import { clientWith, profileOf, settled } from '../ui/support';
import { until } from '../sandbox/helpers';
import { mementoOf, Neighbours, type TestWindow, tokenSecret, useFreshFolder } from './support';

export const ALICE = profileOf('alice');
export const BOB = profileOf('bob');

export const refusedFor = (reason: CloudErrorReason): CloudError =>
  new CloudError(reason, { kind: 'unauthorized', reason, operation: 'test' });

/** A window as the extension joins it, with clients that ask nobody. */
export class Window {
  readonly sessions: SessionStore;
  readonly session: WindowSession;
  /** Profiles and tokens that clients were made for. */
  readonly opened: string[] = [];
  readonly stopped: string[] = [];
  readonly states: string[] = [];
  readonly remembered = new Map<string, unknown>();
  /** What keeps a profile from being opened. */
  readonly reasons = new Map<string, CloudErrorReason>();
  beforeOpen: Promise<unknown> = Promise.resolve();
  #begun = 0;
  #following: Promise<unknown> = Promise.resolve();

  constructor(
    readonly at: TestWindow,
    remembered?: Profile,
  ) {
    const hint = new ProfileHint(mementoOf(this.remembered), 'here');
    this.sessions = new SessionStore(
      remembered,
      (profile) => this.session.open(profile),
      () => this.session.find(),
    );
    const { profiles } = at;
    this.session = new WindowSession({
      sessions: this.sessions,
      profiles,
      hint,
      open: (profile) => this.#open(profile),
    });
    this.sessions.onDidChange(({ state }) => this.states.push(state));
    profiles.onDidChange((change) => {
      this.#following = Promise.all([this.#following, this.session.follow(change)]);
    });
  }

  /** Who is on screen, in which state, and with which token. */
  get shows(): string {
    const { current } = this.sessions;
    return current.state === 'signedOut' ? 'signedOut' : `${current.state} ${current.profile.name}`;
  }

  get client(): SessionClient {
    const { current } = this.sessions;
    return current.state === 'signedIn' ? current.client : assert.fail(`is ${current.state}`);
  }

  /** Resolves when everything that was heard of has been followed. */
  async quiet(): Promise<void> {
    await settled();
    await this.#following;
  }

  /** Resolves when so many sessions have begun to be opened, each with the secret of that time. */
  async isOpening(count: number): Promise<void> {
    await until(() => (this.#begun >= count ? true : undefined));
  }

  async #open(profile: Profile): Promise<OpenedSession> {
    const secret = await this.at.profiles.ownSecretOf(profile.id);
    this.#begun += 1;
    await this.beforeOpen;
    const reason = this.reasons.get(profile.id);
    if (reason !== undefined) {
      return { session: { state: 'expired', profile, reason: refusedFor(reason) }, signedInAt: 0 };
    }
    const name = `${profile.id} ${secret?.kind === 'token' ? secret.token : ''}`.trim();
    this.opened.push(name);
    const client = clientWith({ dispose: () => void this.stopped.push(name) });
    return { session: { state: 'signedIn', profile, client }, signedInAt: secret === undefined ? 0 : signInOf(secret) };
  }
}

export interface Windows {
  readonly folder: string;
  readonly neighbours: Neighbours;
  /** The window that is looked at. */
  readonly here: Window;
  /** Another one, of another workspace. */
  readonly there: TestWindow;
  readonly signIn: (profile?: Profile, token?: string, changedAt?: number, window?: TestWindow) => Promise<void>;
  readonly choose: (profile: Profile, window?: TestWindow, scope?: ChoiceScope) => Promise<void>;
  /** Resolves when everything that was said has been heard and followed. */
  readonly quiet: () => Promise<void>;
  /** Alice is signed in and on screen. */
  readonly begin: () => Promise<void>;
}

/** Two windows of one editor, new for each test. */
export function useWindows(): Windows {
  const folder = useFreshFolder();
  const scene = { folder: '' } as { -readonly [Name in keyof Windows]: Windows[Name] }; // complete before a test begins
  beforeEach(() => {
    scene.folder = folder.path;
    scene.neighbours = new Neighbours();
    scene.here = new Window(scene.neighbours.open(folder.path, { workspace: 'here' }));
    scene.there = scene.neighbours.open(folder.path, { workspace: 'there' });
  });
  scene.quiet = async () => {
    await scene.neighbours.quiet();
    await scene.here.quiet();
  };
  scene.signIn = async (profile = ALICE, token = 'MII-1', changedAt = 10, window = scene.there) => {
    await window.profiles.add(profile, tokenSecret(token, changedAt));
    await scene.quiet();
  };
  scene.choose = async (profile, window = scene.there, scope = 'default') => {
    await window.profiles.choose(profile, scope);
    await scene.quiet();
  };
  scene.begin = async () => {
    const { here } = scene;
    await scene.signIn();
    await scene.choose(ALICE);
    await here.sessions.wake();
    assert.equal(here.shows, 'signedIn alice');
    here.states.length = 0;
  };
  return scene;
}
