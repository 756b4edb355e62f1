import type * as vscode from 'vscode';
import { l10n } from 'vscode';
import { withoutIcons } from '../../ui/displayText';
import type { SignInMethod } from '../../ui/session';
import type { FoundKey, UnusableKey } from '../sdkCredentials';
import { faultText, readOn } from './foundKeyWords';
import type { SignInParts, SignInStep } from './parts';
import { askCheckedPick } from './prompts';
import { refusalText } from './refusalText';
import { SignInRefused } from './signInRefused';

interface MethodItem extends vscode.QuickPickItem {
  readonly method: SignInMethod;
  readonly unusable?: UnusableKey;
}

/** Asks how somebody wants to prove who they are. What is not there is not offered; what cannot be used says why. */
export function methodStep({ found, computer }: SignInParts): SignInStep {
  return {
    part: 1,
    applies: () => true,
    answered: ({ method }) => method !== undefined,
    forget: ({ region, again }) => ({ region, again }),
    ask: (draft, place) =>
      askCheckedPick({
        ...place,
        title: l10n.t('Sign In to Huawei Cloud: Method'),
        placeholder: question(computer),
        items: methodItems(found, readOn(computer)),
        active: ({ method }) => method === draft.again?.method,
        refusal: refusalText,
        check: ({ method, unusable }) =>
          unusable === undefined
            ? Promise.resolve({ ...draft, method, found: usableKey(method, found) })
            : Promise.reject(new SignInRefused({ kind: 'unusableKey', fault: unusable.fault })),
      }),
  };
}

/** Somebody whose key is on the other one of two computers would look for it in vain. */
function question(computer: SignInParts['computer']): string {
  const text = l10n.t('How do you want to sign in?');
  return computer.isOneOfTwo ? l10n.t('{0} Environment and credentials file: {1}', text, readOn(computer)) : text;
}

/** The key of a method that uses one that was found. */
export function usableKey(method: SignInMethod, found: SignInParts['found']): FoundKey | undefined {
  const key = method === 'environment' ? found.environment : method === 'file' ? found.file : undefined;
  return key !== undefined && 'credential' in key ? key : undefined;
}

function methodItems({ environment, file }: SignInParts['found'], where: string): readonly MethodItem[] {
  return [
    {
      method: 'password',
      label: l10n.t('$(person) IAM user and password'),
      detail: l10n.t('Renews automatically if you save the password. A HUAWEI ID can’t sign in this way.'),
    },
    {
      method: 'accessKey',
      label: l10n.t('$(key) Access key (AK/SK)'),
      detail: l10n.t('Doesn’t expire. Each request is signed; the secret key is never sent.'),
    },
    {
      method: 'token',
      label: l10n.t('$(clippy) Token'),
      detail: l10n.t('An IAM user token that you already have. It expires 24 hours after it was issued.'),
    },
    ...foundItem('environment', l10n.t('$(terminal) Access key of the environment'), environment, where),
    ...foundItem('file', l10n.t('$(file) Access key of the SDK’s credentials file'), file, where),
  ];
}

function foundItem(
  method: SignInMethod,
  label: string,
  key: FoundKey | UnusableKey | undefined,
  where: string,
): readonly MethodItem[] {
  if (key === undefined) {
    return [];
  }
  const description = withoutIcons(key.place);
  return 'credential' in key
    ? [{ method, label, description, detail: l10n.t('{0} It is read each time, and not copied.', where) }]
    : [
        {
          method,
          label,
          description,
          detail: l10n.t('{0} It can’t be used: {1}', where, faultText(key.fault)),
          unusable: key,
        },
      ];
}
