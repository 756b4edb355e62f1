import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { Cancelled } from '../ui/commands';
import { messageText } from '../ui/displayText';
import type { Profile } from '../ui/session';
import type { Formats } from '../ui/time';
import { warnOfForgetfulBrowser, warnOfMissingKeyring, warnOfSilentKeyring } from './keyring';
import type { AccountParts } from './parts';
import { lookInEnvironment, lookInFile } from './sdkCredentials';
import type { SignedIn } from './signIn/index';

/**
 * Asks who somebody is, and makes that the session of this window. A session that has ended is signed in to again:
 * what is known of it is not asked a second time, and Back leads to everything.
 *
 * @throws Cancelled when the person leaves
 */
export async function signIn(parts: AccountParts): Promise<Profile> {
  await parts.sessions.wake().catch(() => undefined);
  const { current } = parts.sessions;
  const again = current.state === 'expired' && current.profile.kind === 'cloud' ? current.profile : undefined;
  const around = parts.surroundings();
  // Loaded by whoever signs in first: nobody else needs it.
  const { askToSignIn } = await import('./signIn/index');
  const signedIn = await askToSignIn(
    {
      clients: parts.clients,
      clock: parts.clock,
      formats: parts.formats,
      found: { environment: lookInEnvironment(around), file: await lookInFile(around) },
      computer: parts.computer(),
      outlook: parts.browser.outlook,
      preferredRegion: current.state === 'signedOut' ? undefined : current.profile.region,
    },
    again,
  );
  if (signedIn === undefined) {
    throw new Cancelled();
  }
  await adopt(signedIn, parts);
  return signedIn.profile;
}

/** Stores the profile, and uses it in this window: as the default one where nothing else is used. */
async function adopt(signedIn: SignedIn, parts: AccountParts): Promise<void> {
  const { profile, secret } = signedIn;
  const before = parts.sessions.current;
  const home = await parts.profiles.add(profile, secret);
  if (before.state === 'signedOut' || before.profile.id !== profile.id) {
    const replaces = before.state === 'signedOut' || before.state === 'expired' || !(await parts.profiles.hasDefault());
    await parts.profiles.choose(profile, replaces ? 'default' : 'workspace');
  }
  await parts.window.use(profile);
  void vscode.window.showInformationMessage(welcome(signedIn, parts.formats));
  if (home === 'waiting') {
    warnOfSilentKeyring();
  } else if (home === 'sessionOnly') {
    warnOfMissingKeyring();
  } else if (secret !== undefined && parts.browser.outlook === 'lost') {
    warnOfForgetfulBrowser();
  }
}

function welcome({ profile, expiresAt, secret }: SignedIn, formats: Formats): string {
  const { userName, accountName, iamProject } = profile;
  const who = messageText(userName || profile.name);
  const where = [messageText(accountName), messageText(iamProject.name)] as const;
  if (expiresAt === undefined) {
    return l10n.t('Signed in as {0} (account {1}, project {2}).', who, ...where);
  }
  return secret?.kind === 'password' && secret.password !== undefined
    ? l10n.t('Signed in as {0} (account {1}, project {2}). The token renews automatically.', who, ...where)
    : l10n.t(
        'Signed in as {0} (account {1}, project {2}). The token expires {3}.',
        who,
        ...where,
        formats.absolute(expiresAt),
      );
}
