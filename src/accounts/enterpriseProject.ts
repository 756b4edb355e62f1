import * as vscode from 'vscode';
import { l10n } from 'vscode';

const ALL = 'all_granted_eps';
const LONGEST = 256;

export interface ChosenEnterpriseProject {
  /** undefined: the default enterprise project. */
  readonly id: string | undefined;
}

export function enterpriseProjectWords(id: string | undefined): string {
  if (id === undefined || id === '0') {
    return l10n.t('default');
  }
  return id === ALL ? l10n.t('all enterprise projects') : id;
}

/** Asks whose image registries HSS is to list; undefined when the person leaves. */
export async function askEnterpriseProject(now: string | undefined): Promise<ChosenEnterpriseProject | undefined> {
  const picked = await vscode.window.showQuickPick(
    [
      { which: 'default' as const, label: l10n.t('Default enterprise project') },
      { which: 'all' as const, label: l10n.t('All enterprise projects that you may see'), description: ALL },
      { which: 'one' as const, label: l10n.t('One enterprise project…'), description: isOne(now) ? now : undefined },
    ],
    { title: l10n.t('Enterprise project'), placeHolder: l10n.t('Whose image registries are listed?') },
  );
  switch (picked?.which) {
    case undefined:
      return undefined;
    case 'default':
      return { id: undefined };
    case 'all':
      return { id: ALL };
    case 'one': {
      const id = await askId(isOne(now) ? now : '');
      return id === undefined ? undefined : { id };
    }
  }
}

async function askId(value: string): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title: l10n.t('Enterprise project'),
    prompt: l10n.t('Identifier of the enterprise project'),
    value,
    ignoreFocusOut: true,
    validateInput: (typed) => {
      if (typed.trim() === '') {
        return l10n.t('Enter an identifier.');
      }
      if (/\p{Cc}/u.test(typed)) {
        return l10n.t('This contains line breaks or control characters.');
      }
      return typed.length > LONGEST ? l10n.t('At most {0} characters.', LONGEST) : undefined;
    },
  });
  return text?.trim();
}

function isOne(id: string | undefined): id is string {
  return id !== undefined && id !== '0' && id !== ALL;
}
