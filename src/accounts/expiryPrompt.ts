import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { CloudError } from '../api/index';
import type { Disposable } from '../ui/emitter';
import { errorText } from '../ui/errorText';
import type { Session, SessionSource } from '../ui/session';
import type { WindowLease, WindowLeases } from './windowTurn';

/**
 * Windows hear of the end of a session at about the same time; one that hears of it later may say it again. A window that
 * crashed keeps its lease where another program has got the number of its process: nobody is to wait for a day.
 */
const HOLD_MS = 3600_000;

/**
 * Says that a session has ended: once, however many requests fail and however many windows are open. The window that
 * says it has a lease on that profile until somebody has signed in again.
 */
export class ExpiryPrompt implements Disposable {
  #held: { readonly profileId: string; readonly lease: WindowLease } | undefined;
  /** One after the other: of two sessions that end at the same time, the second would find the lease of the first. */
  #queue: Promise<unknown> = Promise.resolve();
  readonly #subscription: Disposable;

  constructor(
    private readonly sessions: SessionSource,
    private readonly leases: WindowLeases,
  ) {
    this.#subscription = sessions.onDidChange((session) => {
      this.#queue = this.#queue.then(() => this.#follow(session));
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    void this.#release();
  }

  async #follow(session: Session): Promise<void> {
    if (session.state !== 'expired') {
      await this.#release();
      return;
    }
    const { profile, reason } = session;
    if (this.#held?.profileId === profile.id) {
      return;
    }
    await this.#release();
    const lease = await this.#take(profile.id);
    if (lease === undefined) {
      // Another window has said it already.
      return;
    }
    this.#held = { profileId: profile.id, lease };
    if (this.sessions.current === session) {
      void this.#show(profile.id, reason);
    } else {
      await this.#release();
    }
  }

  /** Where the windows cannot agree, because the disk is full or locked, each says it: better twice than never. */
  async #take(profileId: string): ReturnType<WindowLeases['take']> {
    try {
      return await this.leases.take(`prompt-${profileId}`, HOLD_MS);
    } catch {
      return { release: () => Promise.resolve() };
    }
  }

  #isStillExpired(profileId: string): boolean {
    const { current } = this.sessions;
    return current.state === 'expired' && current.profile.id === profileId;
  }

  async #show(profileId: string, reason: CloudError): Promise<void> {
    const signIn = { label: l10n.t('Sign In'), command: 'codeartsMirrors.signIn' };
    const { message, remedy = signIn } = errorText(reason);
    const keyring = { label: l10n.t('Help on Keyrings'), command: 'codeartsMirrors.keyringHelp' };
    const buttons = [
      ...(remedy.command === signIn.command ? [remedy] : [remedy, signIn]),
      ...(reason.reason === 'tokenMissing' || reason.reason === 'keyringSilent' ? [keyring] : []),
    ];
    const chosen = await vscode.window.showWarningMessage(
      l10n.t('{0} What was read before stays on screen.', message),
      ...buttons.map(({ label }) => label),
    );
    const button = buttons.find(({ label }) => label === chosen);
    // A prompt outlives what it says: somebody may have signed in meanwhile.
    if (button && this.#isStillExpired(profileId)) {
      await vscode.commands.executeCommand(button.command);
    }
  }

  async #release(): Promise<void> {
    const held = this.#held;
    this.#held = undefined;
    await held?.lease.release();
  }
}
