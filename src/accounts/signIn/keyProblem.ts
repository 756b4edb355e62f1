import { l10n } from 'vscode';
import { isCloudError } from '../../api/index';
import { checkKey } from '../accessKeys';

/** As IAM has issued them so far. No page of the vendor promises it, so another form only raises a doubt. */
const ACCESS_KEY = /^[A-Z0-9]{20}$/u;
const SECRET_KEY = /^[A-Za-z0-9]{40}$/u;

type KeyPart = Readonly<Partial<Record<'accessKey' | 'secretKey' | 'securityToken', string>>>;

/** What is wrong with one part of a key, looked at as if the others were right. */
export function keyProblem(part: KeyPart): string | undefined {
  const text = Object.values(part)[0]?.trim() ?? '';
  if (text === '') {
    return l10n.t('Enter the key.');
  }
  try {
    checkKey({ accessKey: 'A', secretKey: 'S', ...part });
    return undefined;
  } catch (error) {
    if (isCloudError(error) && error.problem === 'controlCharacters') {
      return l10n.t('Not a valid key: it contains line breaks or control characters.');
    }
    return /\s/u.test(text)
      ? l10n.t('Not a valid key: it contains a space.')
      : l10n.t('Not a valid key: it contains unsupported characters.');
  }
}

/** @param text that nothing is wrong with */
export function accessKeyDoubt(text: string): string | undefined {
  const key = text.trim();
  if (ACCESS_KEY.test(key)) {
    return undefined;
  }
  return SECRET_KEY.test(key)
    ? l10n.t('This looks like a secret access key (SK). The access key ID (AK) has 20 characters.')
    : l10n.t('Access key IDs have 20 uppercase letters and digits; this one has {0} characters.', key.length);
}

/**
 * @param text that nothing is wrong with
 * @param accessKey the half that was entered before
 */
export function secretKeyDoubt(text: string, accessKey: string | undefined): string | undefined {
  const key = text.trim();
  if (SECRET_KEY.test(key)) {
    return undefined;
  }
  return key === accessKey
    ? l10n.t('This is the access key ID (AK) again. The secret access key (SK) has 40 characters.')
    : l10n.t('Secret access keys have 40 letters and digits; this one has {0} characters.', key.length);
}
