import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { messageText } from '../ui/displayText';
import type { Formats } from '../ui/time';
import { Cancelled } from '../ui/commands';
import type { Profile, SessionClient } from '../ui/session';
import type { CloudError } from '../api/index';
import type { ClientFactory } from './clientFactory';
import type { ProfileStore } from './profileStore';
import type { SecretVault } from './secretVault';
import type { SessionStore } from './sessionStore';
import { askRegion, askToken } from './signInPrompts';
import { checkPastedToken, type CheckedToken, connect } from './tokenSignIn';

export interface AccountParts {
  readonly sessions: SessionStore;
  readonly profiles: ProfileStore;
  readonly vault: SecretVault;
  readonly clients: ClientFactory;
  readonly formats: Formats;
}

/** Region, token, check, store. Returns the profile; `Cancelled` when the person leaves. */
export async function signIn(parts: AccountParts): Promise<Profile> {
  for (;;) {
    const region = await askRegion(parts.profiles.read()?.region);
    if (region === undefined) {
      throw new Cancelled();
    }
    const answer = await askToken(region, (text, signal) => checkPastedToken(text, region, parts.clients, signal));
    if (answer.kind === 'done') {
      await adopt(answer.value, parts);
      return answer.value.profile;
    }
    if (answer.kind === 'left') {
      throw new Cancelled();
    }
  }
}

/** Makes a checked token the session of this window and keeps it for later ones. */
async function adopt(checked: CheckedToken, parts: AccountParts): Promise<void> {
  const { profile } = checked;
  const earlier = parts.profiles.read();
  const home = await parts.vault.put(profile.id, checked.token);
  if (earlier !== undefined && earlier.id !== profile.id) {
    await parts.vault.forget(earlier.id);
  }
  await (home === 'stored' ? parts.profiles.write(profile) : parts.profiles.clear());
  parts.sessions.replace({ state: 'signedIn', profile, client: connect(checked, parts.clients, expireIn(parts)) });
  void vscode.window.showInformationMessage(welcome(profile, parts.formats));
  if (home === 'sessionOnly') {
    void vscode.window.showWarningMessage(
      l10n.t(
        'The secret storage of the editor does not work here (is a keyring missing?). You stay signed in until this window closes; the token is kept in memory only.',
      ),
    );
  }
}

export function expireIn(parts: Pick<AccountParts, 'sessions'>): (client: SessionClient, error: CloudError) => void {
  return (client, error) => {
    parts.sessions.expire(client, error);
  };
}

function welcome(profile: Profile, formats: Formats): string {
  const until = formats.absolute(new Date(profile.expiresAt));
  const who = messageText(profile.userName || profile.accountName);
  return l10n.t(
    'Signed in as {0} (account {1}, project {2}). The token ends {3}.',
    who,
    messageText(profile.accountName),
    messageText(profile.iamProject.name),
    until,
  );
}

/** Forgets the token of the profile in use, in memory and in the secret storage. */
export async function signOut(parts: AccountParts): Promise<void> {
  const session = parts.sessions.current;
  if (session.state === 'signedOut') {
    void vscode.window.showInformationMessage(l10n.t('You are not signed in.'));
    return;
  }
  if (session.profile.kind === 'sandbox') {
    // The account that was in use before the sample data was looked at is still stored.
    const account = parts.profiles.read() ?? parts.sessions.account;
    parts.sessions.replace(account ? { state: 'dormant', profile: account } : { state: 'signedOut' });
    return;
  }
  parts.sessions.replace({ state: 'signedOut' });
  const forgotten = await parts.vault.forget(session.profile.id);
  await parts.profiles.clear();
  void (forgotten
    ? vscode.window.showInformationMessage(l10n.t('Signed out. The token was removed from this computer.'))
    : vscode.window.showWarningMessage(
        l10n.t(
          'Signed out, but the secret storage of the editor did not remove the token. It ends by itself {0}.',
          parts.formats.absolute(new Date(session.profile.expiresAt)),
        ),
      ));
}
