import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Repository } from '../api/index';
import { sentences } from '../ui/punctuation';
import type { Formats } from '../ui/time';
import type { MirrorAdvice } from './mirrorCauseWords';

/** How one repository of a batch ended: the words for it, and whether a person has to act. */
export interface Ending {
  readonly text: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly hasNoMirror?: true;
  /** Of a sync that ran and failed: what helps, and for which repository. */
  readonly failed?: { readonly repository: Repository; readonly advice: MirrorAdvice };
}

interface Button {
  readonly label: string;
  readonly command: string;
  readonly repository?: Repository;
}

/** Of a batch, only so many are named; the log names all. */
const NAMED = 3;

/**
 * One notification for the whole batch, as serious as its worst member, with the remedy for the first that failed.
 *
 * @param chosen how many repositories the person had selected
 */
export async function reportEndings(all: readonly Ending[], chosen: number, formats: Formats): Promise<void> {
  const endings = chosen === 1 ? all : all.filter(({ hasNoMirror }) => hasNoMirror !== true);
  const worst =
    (['error', 'warning', 'info'] as const).find((severity) => endings.some((one) => one.severity === severity)) ??
    'warning';
  const skipped = chosen - endings.length;
  const left =
    skipped === 0 ? [] : [l10n.t('Skipped {0} of {1}: no mirror.', formats.count(skipped), formats.count(chosen))];
  const show = {
    info: vscode.window.showInformationMessage,
    warning: vscode.window.showWarningMessage,
    error: vscode.window.showErrorMessage,
  }[worst];
  const buttons = buttonsFor(endings, worst);
  const pressed = await show(sentences(...batchText(endings), ...left), ...buttons.map(({ label }) => label));
  const button = buttons.find(({ label }) => label === pressed);
  if (button) {
    const argument = button.repository && { repositoryId: button.repository.id };
    await vscode.commands.executeCommand(`codeartsMirrors.${button.command}`, argument);
  }
}

function batchText(endings: readonly Ending[]): readonly string[] {
  const [first] = endings;
  if (!first || endings.length === 1) {
    return first ? [first.text] : [];
  }
  const good = endings.filter(({ severity }) => severity === 'info').length;
  const failed = endings.filter((one) => one.failed);
  const head =
    failed.length === endings.length
      ? l10n.t('All {0} syncs failed.', endings.length)
      : l10n.t('{0} of {1} mirrors are synced.', good, endings.length);
  // A sync that failed tells more than one that was not asked for.
  const bad = [...failed, ...endings.filter((one) => one.severity !== 'info' && !one.failed)];
  const named = failed.length > 0 ? bad.slice(0, NAMED) : bad;
  const rest = bad.length - named.length;
  const tail =
    rest === 0 ? [] : [rest === 1 ? l10n.t('1 more is in the log.') : l10n.t('{0} more are in the log.', rest)];
  return [head, ...named.map(({ text }) => text), ...tail];
}

function buttonsFor(endings: readonly Ending[], worst: Ending['severity']): readonly Button[] {
  const failed = endings.flatMap((one) => (one.failed ? [one.failed] : []));
  const log: Button = { label: l10n.t('Show Log'), command: 'showLog' };
  const [first] = failed;
  if (!first) {
    return worst === 'error' ? [log] : [];
  }
  if (failed.length > 1) {
    return [{ label: l10n.t('Show Problems'), command: 'statusMenu' }, log];
  }
  const { repository, advice } = first;
  return [
    { ...advice.remedy, repository },
    { label: l10n.t('Show Details'), command: 'mirror.details', repository },
    log,
  ];
}
