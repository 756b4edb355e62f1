import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { withoutIcons } from '../ui/displayText';
import { listOf } from '../ui/punctuation';
import { CAUSES, GROUPINGS, type RowChoice, type RowFilter, SHOWN_HEALTHS, SORTINGS, tidy } from './rowChoice';
import { causeName, healthName } from './rowChoiceWords';

type Edit = (filter: RowFilter) => Promise<RowFilter | undefined>;

interface FilterPick extends vscode.QuickPickItem {
  readonly edit?: Edit;
  readonly filter?: RowFilter;
}

/**
 * Asks for one part of the filter after the other until the person applies it.
 *
 * @returns undefined when the person leaves without applying
 */
export async function editFilter(choice: RowChoice): Promise<RowChoice | undefined> {
  let filter = tidy(choice.filter);
  for (;;) {
    const picked = await vscode.window.showQuickPick(filterPicks(filter), {
      title: l10n.t('Filter Repositories'),
      placeHolder: l10n.t('Choose what to filter by, then apply'),
      ignoreFocusOut: true,
    });
    if (!picked) {
      return undefined;
    }
    if (!picked.edit) {
      return { ...choice, filter: picked.filter ?? filter };
    }
    filter = tidy((await picked.edit(filter)) ?? filter);
  }
}

function filterPicks(filter: RowFilter): FilterPick[] {
  const any = l10n.t('any');
  const { text, healths, causes, mirrorsOnly = false, mineOnly = false } = filter;
  const toggle = (isOn: boolean): string => (isOn ? '$(check)' : '$(blank)');
  return [
    { label: l10n.t('$(check) Apply'), filter },
    ...(Object.keys(filter).length > 0 ? [{ label: l10n.t('$(clear-all) Remove all filters'), filter: {} }] : []),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      label: l10n.t('Text'),
      description: text === undefined ? any : withoutIcons(text),
      detail: l10n.t('In the name, the project, or an address'),
      edit: editText,
    },
    { label: l10n.t('Health'), description: healths ? listOf(healths.map(healthName)) : any, edit: editHealths },
    { label: l10n.t('Cause'), description: causes ? listOf(causes.map(causeName)) : any, edit: editCauses },
    {
      label: `${toggle(mirrorsOnly)} ${l10n.t('Only mirrors')}`,
      detail: l10n.t('Hides repositories that have no mirror or are unchecked'),
      edit: (now) => Promise.resolve({ ...now, mirrorsOnly: now.mirrorsOnly !== true }),
    },
    {
      label: `${toggle(mineOnly)} ${l10n.t('Only mine')}`,
      detail: l10n.t('Shows repositories that you own according to Huawei Cloud'),
      edit: (now) => Promise.resolve({ ...now, mineOnly: now.mineOnly !== true }),
    },
  ];
}

const editText: Edit = async (filter) => {
  const text = await vscode.window.showInputBox({
    title: l10n.t('Text'),
    prompt: l10n.t('Leave it empty for any.'),
    value: filter.text,
    ignoreFocusOut: true,
  });
  return text === undefined ? undefined : { ...filter, text };
};

const editHealths: Edit = async (filter) => {
  const healths = await several(l10n.t('Health'), SHOWN_HEALTHS, filter.healths, healthName);
  return healths && { ...filter, healths };
};

const editCauses: Edit = async (filter) => {
  const causes = await several(l10n.t('Cause'), CAUSES, filter.causes, causeName);
  return causes && { ...filter, causes };
};

async function several<T>(
  title: string,
  known: readonly T[],
  chosen: readonly T[] | undefined,
  nameOf: (value: T) => string,
): Promise<readonly T[] | undefined> {
  const picked = await vscode.window.showQuickPick(
    known.map((value) => ({ label: nameOf(value), picked: chosen?.includes(value) ?? false, value })),
    { title, placeHolder: l10n.t('Choose one or several; none means any'), canPickMany: true, ignoreFocusOut: true },
  );
  return picked?.map(({ value }) => value);
}

/** Asks how rows are grouped, or how they are sorted. @returns undefined when the person leaves */
export async function editGrouping(choice: RowChoice): Promise<RowChoice | undefined> {
  const mark = (isCurrent: boolean): string | undefined => (isCurrent ? l10n.t('current') : undefined);
  const picks: (vscode.QuickPickItem & { readonly change?: Partial<RowChoice> })[] = [
    { label: l10n.t('Group by'), kind: vscode.QuickPickItemKind.Separator },
    ...GROUPINGS.map((groupBy) => ({
      label: groupingLabel(groupBy),
      description: mark(choice.groupBy === groupBy),
      change: { groupBy },
    })),
    { label: l10n.t('Sort by'), kind: vscode.QuickPickItemKind.Separator },
    ...SORTINGS.map((sortBy) => ({
      label: sortingLabel(sortBy),
      description: mark(choice.sortBy === sortBy),
      change: { sortBy },
    })),
  ];
  const picked = await vscode.window.showQuickPick(picks, {
    title: l10n.t('Group and Sort Repositories'),
    placeHolder: l10n.t('Choose how to group or sort'),
  });
  return picked && { ...choice, ...picked.change };
}

function groupingLabel(groupBy: RowChoice['groupBy']): string {
  switch (groupBy) {
    case 'project':
      return l10n.t('Group by project');
    case 'health':
      return l10n.t('Group by health');
    case 'source':
      return l10n.t('Group by source host');
    case 'none':
      return l10n.t('Don’t group');
  }
}

function sortingLabel(sortBy: RowChoice['sortBy']): string {
  switch (sortBy) {
    case 'name':
      return l10n.t('Sort by name');
    case 'health':
      return l10n.t('Sort by health, worst first');
    case 'success':
      return l10n.t('Sort by last success, oldest first');
  }
}
