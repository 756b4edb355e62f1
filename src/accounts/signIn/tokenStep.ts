import { l10n } from 'vscode';
import { checkToken } from '../../api/index';
import { regionName } from '../regionNames';
import type { SignInParts, SignInStep } from './parts';
import { askText } from './prompts';
import { refusalText } from './refusalText';
import { verifyToken } from './verify';

/** The longest that any page of the vendor allows (NOTES.md section 3); a clipboard can hold anything. */
const LONGEST_TOKEN = 100_000;

/** Asks for a token and has IAM check it while the prompt stays open. */
export function tokenStep({ clients }: SignInParts): SignInStep {
  return {
    applies: ({ method }) => method === 'token',
    answered: ({ verified }) => verified !== undefined,
    forget: (draft) => ({ ...draft, verified: undefined, project: undefined }),
    ask: (draft, place) => {
      const region = draft.region ?? '';
      return askText({
        ...place,
        title: l10n.t('Sign In to Huawei Cloud: Token for {0}', regionName(region) ?? region),
        prompt: l10n.t(
          'Paste an IAM user token with project scope. It is checked, then kept in the secret storage of the editor.',
        ),
        placeholder: l10n.t('Value of the X-Subject-Token header'),
        secret: true,
        problem: tokenProblem,
        refusal: refusalText,
        check: async (text, signal) => ({ ...draft, verified: await verifyToken(text, region, clients, signal) }),
      });
    },
  };
}

/** What is wrong with the text before it is sent anywhere. */
function tokenProblem(value: string): string | undefined {
  if (value.trim().length > LONGEST_TOKEN) {
    return l10n.t('This is no token: it is far too long. Copy only the value of X-Subject-Token.');
  }
  try {
    checkToken(value);
    return undefined;
  } catch {
    return value.trim() === ''
      ? l10n.t('Paste a token.')
      : l10n.t(
          'This is no token: it contains line breaks or control characters. Copy only the value of X-Subject-Token.',
        );
  }
}
