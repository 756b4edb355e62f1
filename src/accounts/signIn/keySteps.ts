import { l10n } from 'vscode';
import { displayText } from '../../ui/displayText';
import { checkKey } from '../accessKeys';
import type { Draft } from './draft';
import type { SignInParts, SignInStep } from './parts';
import { askCheckedPick, askText } from './prompts';
import { refusalText } from './refusalText';
import { verifyKey } from './verify';

/** The questions for an access key: its two halves, and the token that a temporary one has. */
export function keySteps(parts: SignInParts): readonly SignInStep[] {
  return [accessKeyStep, secretKeyStep, securityTokenStep(parts), foundKeyStep(parts)];
}

const isKey = ({ method }: Draft): boolean => method === 'accessKey';

const accessKeyStep: SignInStep = {
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
      check: (text) => Promise.resolve({ ...draft, key: { accessKey: text.trim() } }),
    }),
};

const secretKeyStep: SignInStep = {
  applies: isKey,
  answered: ({ key }) => key?.secretKey !== undefined,
  forget: (draft) => ({ ...draft, key: { accessKey: draft.key?.accessKey }, verified: undefined }),
  ask: (draft, place) =>
    askText({
      ...place,
      title: l10n.t('Sign In to Huawei Cloud: Secret Key'),
      prompt: l10n.t(
        'Secret access key (SK). It signs requests and is never sent; the secret storage of the editor keeps it.',
      ),
      secret: true,
      problem: (text) => keyProblem({ secretKey: text }),
      check: (text) => Promise.resolve({ ...draft, key: { ...draft.key, secretKey: text.trim() } }),
    }),
};

function securityTokenStep({ clients }: SignInParts): SignInStep {
  return {
    applies: isKey,
    answered: ({ verified }) => verified !== undefined,
    forget: (draft) => ({ ...draft, verified: undefined, project: undefined }),
    ask: (draft, place) =>
      askText({
        ...place,
        title: l10n.t('Sign In to Huawei Cloud: Security Token'),
        prompt: l10n.t('Only for a temporary access key: its security token. For a permanent one, just press Enter.'),
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
function foundKeyStep({ clients }: SignInParts): SignInStep {
  return {
    applies: ({ found }) => found !== undefined,
    answered: ({ verified }) => verified !== undefined,
    forget: (draft) => ({ ...draft, verified: undefined, project: undefined }),
    ask: (draft, place) => {
      const { found, region = '' } = draft;
      return askCheckedPick({
        ...place,
        title: l10n.t('Sign In to Huawei Cloud: Access Key Found'),
        placeholder: l10n.t('The key is read there each time that it is needed. Nothing is copied.'),
        items:
          found === undefined
            ? []
            : [{ label: l10n.t('$(check) Use this access key'), description: displayText(found.place), found }],
        refusal: refusalText,
        check: async (item, signal) => ({
          ...draft,
          verified: await verifyKey(item.found.credential, region, clients, signal),
        }),
      });
    },
  };
}

type KeyPart = Readonly<Partial<Record<'accessKey' | 'secretKey' | 'securityToken', string>>>;

/** What is wrong with one part of a key, looked at as if the others were right. */
function keyProblem(part: KeyPart): string | undefined {
  if (Object.values(part).some((text) => text.trim() === '')) {
    return l10n.t('Enter the key.');
  }
  try {
    checkKey({ accessKey: 'A', secretKey: 'S', ...part });
    return undefined;
  } catch {
    return l10n.t('This is no key: it contains white space or characters that no key has.');
  }
}
