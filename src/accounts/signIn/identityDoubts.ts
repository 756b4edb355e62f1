import { l10n } from 'vscode';

/**
 * What is unusual about a text that nothing is wrong with, so that a wrong answer is noticed before IAM counts it as a
 * failed attempt. None of these rules is promised by the vendor: Enter goes on all the same.
 */
const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/u;
/** As accounts, users and projects are numbered. */
const ID = /^[0-9a-f]{32}$/iu;

export function accountDoubt(text: string): string | undefined {
  const name = text.trim();
  if (EMAIL.test(name)) {
    return l10n.t('This looks like an email address. Enter the account name from My Credentials.');
  }
  return ID.test(name)
    ? l10n.t('This looks like an account ID. Enter the account name from My Credentials.')
    : slashDoubt(name);
}

export function userDoubt(text: string): string | undefined {
  const name = text.trim();
  return ID.test(name) ? l10n.t('This looks like a user ID. Enter the name of the IAM user.') : slashDoubt(name);
}

/** @param userName that was entered before */
export function userIdDoubt(text: string, userName: string | undefined): string | undefined {
  const id = text.trim();
  if (ID.test(id)) {
    return undefined;
  }
  return id === userName
    ? l10n.t('This is the name of the IAM user. Its ID has 32 hexadecimal digits.')
    : l10n.t('IAM user IDs have 32 hexadecimal digits; this one has {0} characters.', id.length);
}

export function passwordDoubt(text: string): string | undefined {
  return text.trim() === text ? undefined : l10n.t('The password begins or ends with a space.');
}

/** CodeArts Repo writes `account/user` for HTTPS; IAM wants both apart. */
function slashDoubt(name: string): string | undefined {
  return name.includes('/') ? l10n.t('Account and user are asked for separately. Enter only one of them.') : undefined;
}
