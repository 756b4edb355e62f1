import { l10n } from 'vscode';
import { withoutIcons } from '../../ui/displayText';
import { checkKey } from '../accessKeys';
import { accessKeyDoubt, keyProblem, secretKeyDoubt } from './keyProblem';
import type { Draft } from './draft';
import type { SignInParts, SignInStep } from './parts';
import { readOn } from './foundKeyWords';
import { askCheckedPick, askText } from './prompts';
import { refusalText } from './refusalText';
import { verifyKey } from './verify';

/** The questions for an access key: its two halves, and the token that a temporary one has. */
export function keySteps(parts: SignInParts): readonly SignInStep[] {
  return [accessKeyStep, secretKeyStep, securityTokenStep(parts), foundKeyStep(parts)];
}

const isKey = ({ method }: Draft): boolean => method === 'accessKey';

const accessKeyStep: SignInStep = {
  part: 3,
  applies: isKey,
  answered: ({ key }) => key?.accessKey !== undefined,
  forget: (draft) => ({ ...draft, key: undefined, verified: undefined }),
  ask: (draft, place) =>
    askText({
      ...place,
      title: l10n.t('Sign In to Huawei Cloud: Access Key'),
      prompt: l10n.t('Access key ID (AK). My Credentials in the console creates one.'),
      placeholder: l10n.t('Access key ID'),
      problem: (text) => keyProblem({ accessKey: text }),
      doubt: accessKeyDoubt,
      check: (text) => Promise.resolve({ ...draft, key: { accessKey: text.trim() } }),
    }),
};

const secretKeyStep: SignInStep = {
  part: 3,
  applies: isKey,
  answered: ({ key }) => key?.secretKey !== undefined,
  forget: (draft) => ({ ...draft, key: { accessKey: draft.key?.accessKey }, verified: undefined }),
  ask: (draft, place) =>
    askText({
      ...place,
      title: l10n.t('Sign In to Huawei Cloud: Secret Key'),
      prompt: l10n.t(
        'Secret access key (SK). It signs requests and is never sent. The editor’s secret storage keeps it.',
      ),
      secret: true,
      problem: (text) => keyProblem({ secretKey: text }),
      doubt: (text) => secretKeyDoubt(text, draft.key?.accessKey),
      check: (text) => Promise.resolve({ ...draft, key: { ...draft.key, secretKey: text.trim() } }),
    }),
};

function securityTokenStep({ clients }: SignInParts): SignInStep {
  return {
    part: 3,
    applies: isKey,
    answered: ({ verified }) => verified !== undefined,
    forget: (draft) => ({ ...draft, verified: undefined, project: undefined }),
    ask: (draft, place) =>
      askText({
        ...place,
        title: l10n.t('Sign In to Huawei Cloud: Security Token'),
        prompt: l10n.t('Security token of a temporary access key. For a permanent one, press Enter.'),
        placeholder: l10n.t('Empty for a permanent access key'),
        secret: true,
        problem: (text) => (text.trim() === '' ? undefined : keyProblem({ securityToken: text })),
        refusal: refusalText,
        check: async (text, signal) => {
          const { accessKey = '', secretKey = '' } = draft.key ?? {};
          const key = checkKey({ accessKey, secretKey, securityToken: text });
          return { ...draft, key, verified: await verifyKey(key, draft.region ?? '', clients, signal) };
        },
      }),
  };
}

/** A key that was found is used only after the person has seen where it comes from. */
function foundKeyStep({ clients, computer }: SignInParts): SignInStep {
  return {
    part: 3,
    applies: ({ found }) => found !== undefined,
    answered: ({ verified }) => verified !== undefined,
    forget: (draft) => ({ ...draft, verified: undefined, project: undefined }),
    ask: (draft, place) => {
      const { found, region = '' } = draft;
      return askCheckedPick({
        ...place,
        title: l10n.t('Sign In to Huawei Cloud: Access Key Found'),
        placeholder: l10n.t('The key is read from there each time it is needed. Nothing is copied.'),
        items:
          found === undefined
            ? []
            : [
                {
                  label: l10n.t('$(check) Use this access key'),
                  description: withoutIcons(found.place),
                  detail: readOn(computer),
                  found,
                },
              ],
        refusal: refusalText,
        check: async (item, signal) => ({
          ...draft,
          verified: await verifyKey(item.found.credential, region, clients, signal),
        }),
      });
    },
  };
}
