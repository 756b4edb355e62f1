import * as vscode from 'vscode';

/** Where a document is shown. */
export type Place = 'nowhere' | 'background' | 'inSight';

/**
 * Where a document is shown, as text or as a preview. Of a preview the editor tells no more than its title, so that two
 * documents with the same file name are taken for one.
 */
export function placeOf(uri: vscode.Uri): Place {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => isOf(tab, uri, name));
  return tabs.some(({ isActive }) => isActive) ? 'inSight' : tabs.length > 0 ? 'background' : 'nowhere';
}

function isOf({ input, label }: vscode.Tab, uri: vscode.Uri, name: string): boolean {
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom) {
    return input.uri.toString() === uri.toString();
  }
  return input instanceof vscode.TabInputWebview && input.viewType.includes('markdown') && label.includes(name);
}
