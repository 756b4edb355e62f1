import { l10n } from 'vscode';
import { checkToken, isCloudError } from '../../api/index';

/** The longest that any page of the vendor allows (NOTES.md section 3); a clipboard can hold anything. */
const LONGEST_TOKEN = 100_000;

/** What is wrong with a text that is to be a token, before it is sent anywhere. */
export function tokenProblem(text: string): string | undefined {
  const token = text.trim();
  if (token === '') {
    return l10n.t('Paste a token.');
  }
  if (token.length > LONGEST_TOKEN) {
    return l10n.t('Too long to be a token. Copy only the value of X-Subject-Token.');
  }
  if (/^X-(?:Subject|Auth)-Token\s*:/iu.test(token)) {
    return l10n.t('This includes the name of the header. Copy only the value after the colon.');
  }
  try {
    checkToken(token);
    return undefined;
  } catch (error) {
    const problem = isCloudError(error) ? error.problem : undefined;
    if (problem === 'controlCharacters') {
      return l10n.t(
        'Not a valid token: it contains line breaks or control characters. Copy only the value of X-Subject-Token.',
      );
    }
    return /\s/u.test(token)
      ? l10n.t('Not a valid token: it contains a space. Copy only the value of X-Subject-Token, in one piece.')
      : l10n.t('Not a valid token: it contains unsupported characters. Copy only the value of X-Subject-Token.');
  }
}
