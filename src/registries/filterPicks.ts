import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { REGISTRY_STATUSES, REGISTRY_TYPES, type RegistryStatus, type RegistryType } from '../api/index';
import { isFiltered, type RegistryFilter, tidy } from './registryFilter';
import { enterpriseProjectWords, typeList } from './filterWords';
import { statusWords, typeWords } from './registryWords';

type Edit = (filter: RegistryFilter) => Promise<RegistryFilter | undefined>;

/**
 * Asks for one part of the filter after the other until the person applies it.
 *
 * @returns the new filter; undefined when the person leaves without applying
 */
export async function editFilter(current: RegistryFilter): Promise<RegistryFilter | undefined> {
  let filter = tidy(current);
  for (;;) {
    const picked = await vscode.window.showQuickPick(choices(filter), {
      title: l10n.t('Filter Image Registries'),
      placeHolder: l10n.t('Choose what to filter by, then apply'),
      ignoreFocusOut: true,
    });
    if (!picked) {
      return undefined;
    }
    if (!picked.edit) {
      return picked.filter;
    }
    filter = tidy((await picked.edit(filter)) ?? filter);
  }
}

interface Choice extends vscode.QuickPickItem {
  readonly edit?: Edit;
  readonly filter?: RegistryFilter;
}

function choices(filter: RegistryFilter): Choice[] {
  const any = l10n.t('any');
  const eps = filter.enterpriseProjectId;
  return [
    { label: l10n.t('$(check) Apply'), filter },
    ...(isFiltered(filter) ? [{ label: l10n.t('$(clear-all) Remove all filters'), filter: {} }] : []),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    {
      label: l10n.t('Connection state'),
      description: filter.status ? statusWords(filter.status) : any,
      edit: editStatus,
    },
    { label: l10n.t('Types'), description: filter.types ? typeList(filter.types) : any, edit: editTypes },
    {
      label: l10n.t('Name'),
      description: filter.name ?? any,
      edit: (now) => editText(now, 'name', l10n.t('Name of the registry'), 128),
    },
    {
      label: l10n.t('Address'),
      description: filter.address ?? any,
      edit: (now) => editText(now, 'address', l10n.t('Address of the registry'), 256),
    },
    {
      label: l10n.t('Registry ID'),
      description: filter.id ?? any,
      edit: (now) => editText(now, 'id', l10n.t('Identifier of the registry'), 64),
    },
    {
      label: l10n.t('Enterprise project'),
      description: eps === undefined ? l10n.t('default') : enterpriseProjectWords(eps),
      edit: editEnterpriseProject,
    },
  ];
}

const editStatus: Edit = async (filter) => {
  const items: (vscode.QuickPickItem & { status?: RegistryStatus })[] = [
    { label: l10n.t('any') },
    ...REGISTRY_STATUSES.map((status) => ({ label: statusWords(status), status })),
  ];
  const picked = await vscode.window.showQuickPick(items, { title: l10n.t('Connection state'), ignoreFocusOut: true });
  return picked && { ...filter, status: picked.status };
};

const editTypes: Edit = async (filter) => {
  const items = REGISTRY_TYPES.map((type: RegistryType) => ({
    label: typeWords(type),
    picked: filter.types?.includes(type) ?? false,
    type,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Types'),
    placeHolder: l10n.t('Choose one or several; none means any'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return picked && { ...filter, types: picked.map(({ type }) => type) };
};

const editEnterpriseProject: Edit = async (filter) => {
  const items: (vscode.QuickPickItem & { id?: string; ask?: boolean })[] = [
    { label: l10n.t('default'), description: '0' },
    { label: l10n.t('all enterprise projects'), description: 'all_granted_eps', id: 'all_granted_eps' },
    { label: l10n.t('One enterprise project…'), ask: true },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Enterprise project'),
    ignoreFocusOut: true,
  });
  return picked?.ask === true
    ? editText(filter, 'enterpriseProjectId', l10n.t('Identifier of the enterprise project'), 256)
    : picked && { ...filter, enterpriseProjectId: picked.id };
};

async function editText(
  filter: RegistryFilter,
  field: 'name' | 'address' | 'id' | 'enterpriseProjectId',
  title: string,
  longest: number,
): Promise<RegistryFilter | undefined> {
  const value = await vscode.window.showInputBox({
    title,
    prompt: l10n.t('Leave it empty for any.'),
    value: filter[field],
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim().length > longest ? l10n.t('At most {0} characters.', longest) : undefined),
  });
  return value === undefined ? undefined : { ...filter, [field]: value.trim() };
}
