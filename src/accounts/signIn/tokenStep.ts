import { l10n } from 'vscode';
import { regionName } from '../regionNames';
import type { SignInParts, SignInStep } from './parts';
import { askText } from './prompts';
import { refusalText } from './refusalText';
import { tokenProblem } from './tokenProblem';
import { verifyToken } from './verify';

/** Asks for a token and has IAM check it while the prompt stays open. */
export function tokenStep({ clients }: SignInParts): SignInStep {
  return {
    part: 3,
    applies: ({ method }) => method === 'token',
    answered: ({ verified }) => verified !== undefined,
    forget: (draft) => ({ ...draft, verified: undefined, project: undefined }),
    ask: (draft, place) => {
      const region = draft.region ?? '';
      return askText({
        ...place,
        title: l10n.t('Sign In to Huawei Cloud: Token for {0}', regionName(region) ?? region),
        prompt: l10n.t(
          'Paste an IAM user token with project scope. It is checked, then kept in the editor’s secret storage.',
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
