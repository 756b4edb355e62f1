import type * as vscode from 'vscode';
import { l10n } from 'vscode';
import { displayText } from '../../ui/displayText';
import type { SignInMethod } from '../../ui/session';
import type { SignInParts, SignInStep } from './parts';
import { askPick } from './prompts';

interface MethodItem extends vscode.QuickPickItem {
  readonly method: SignInMethod;
}

/** Asks how somebody wants to prove who they are. What is not there is not offered. */
export function methodStep({ found }: SignInParts): SignInStep {
  return {
    part: 1,
    applies: () => true,
    answered: ({ method }) => method !== undefined,
    forget: ({ region, again }) => ({ region, again }),
    ask: async (draft, place) => {
      const answer = await askPick({
        ...place,
        title: l10n.t('Sign In to Huawei Cloud: Method'),
        placeholder: l10n.t('How do you want to sign in?'),
        items: methodItems(found),
        active: ({ method }) => method === draft.again?.method,
      });
      if (answer.kind !== 'done') {
        return answer;
      }
      const { method } = answer.value;
      const key = method === 'environment' ? found.environment : method === 'file' ? found.file : undefined;
      return { kind: 'done', value: { ...draft, method, found: key } };
    },
  };
}

function methodItems(found: SignInParts['found']): readonly MethodItem[] {
  const { environment, file } = found;
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
    ...(environment === undefined
      ? []
      : [
          {
            method: 'environment' as const,
            label: l10n.t('$(terminal) Access key of the environment'),
            description: environment.place,
            detail: l10n.t('Read from these variables each time, and copied nowhere.'),
          },
        ]),
    ...(file === undefined
      ? []
      : [
          {
            method: 'file' as const,
            label: l10n.t('$(file) Access key of the SDK’s credentials file'),
            description: displayText(file.place),
            detail: l10n.t('Read from this file each time, and copied nowhere.'),
          },
        ]),
  ];
}
