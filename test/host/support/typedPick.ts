import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ShownPick } from './shown';

/** What a person does with a list that is open: choose, search, press Back or a row's button, or leave with Escape. */
export type Picking =
  | { readonly kind: 'choose'; readonly item: vscode.QuickPickItem }
  | { readonly kind: 'press'; readonly item: vscode.QuickPickItem; readonly tooltip: string }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'back' | 'leave' };

/** Stands in for `createQuickPick`, because nobody clicks in an extension host. It behaves as the editor's own does. */
export function typedPick(next: (opened: ShownPick) => Picking): vscode.QuickPick<vscode.QuickPickItem> {
  const accept = new vscode.EventEmitter<void>();
  const hide = new vscode.EventEmitter<void>();
  const button = new vscode.EventEmitter<vscode.QuickInputButton>();
  const itemButton = new vscode.EventEmitter<vscode.QuickPickItemButtonEvent<vscode.QuickPickItem>>();
  const change = new vscode.EventEmitter<string>();
  const never = new vscode.EventEmitter<never>();
  let gone = false;
  // A function, because the compiler would take the value for unchanged after an `await`.
  const isBusy = (): boolean => parts.busy;
  const parts = {
    items: [] as readonly vscode.QuickPickItem[],
    activeItems: [] as readonly vscode.QuickPickItem[],
    selectedItems: [] as readonly vscode.QuickPickItem[],
    buttons: [] as readonly vscode.QuickInputButton[],
    value: '',
    title: '',
    placeholder: '',
    busy: false,
    onDidAccept: accept.event,
    onDidHide: hide.event,
    onDidTriggerButton: button.event,
    onDidTriggerItemButton: itemButton.event,
    onDidChangeValue: change.event,
    onDidChangeActive: never.event,
    onDidChangeSelection: never.event,
    show: () => void act(),
    hide: () => {
      hide.fire();
    },
    dispose: () => {
      gone = true;
      for (const emitter of [accept, hide, button, itemButton, change, never]) emitter.dispose();
    },
  };

  async function act(): Promise<void> {
    await delay(0);
    const done = next({
      title: parts.title,
      placeHolder: parts.placeholder,
      items: parts.items,
      active: parts.activeItems,
      value: parts.value,
    });
    switch (done.kind) {
      case 'choose':
        parts.selectedItems = [done.item];
        accept.fire();
        // What was refused can be chosen anew, while the list is open.
        while (isBusy() && !gone) await delay(10);
        if (!gone) await act();
        return;
      case 'type':
        parts.value = done.text;
        change.fire(done.text);
        await act();
        return;
      case 'press': {
        const pressed = done.item.buttons?.find(({ tooltip }) => tooltip === done.tooltip);
        if (!pressed) throw new Error(`${done.item.label} has no button ${done.tooltip}`);
        itemButton.fire({ button: pressed, item: done.item });
        return;
      }
      case 'back':
        button.fire(vscode.QuickInputButtons.Back);
        return;
      case 'leave':
        hide.fire();
    }
  }
  // The parts that the extension does not use are left out.
  return parts as unknown as vscode.QuickPick<vscode.QuickPickItem>;
}
