import * as vscode from 'vscode';
import { Cancelled } from './commands';
import { Disposables } from './emitter';
import { errorText } from './errorText';
import { type ListStore, loadedOf } from './listStore';

export interface ListQuestion<T, Item extends vscode.QuickPickItem> {
  readonly list: ListStore<T>;
  /** Rows for what has been read so far. */
  readonly items: () => readonly Item[];
  readonly placeholder: string;
  /** Label of the row that reads on. */
  readonly more: string;
}

/**
 * Asks to choose from a list of which more may be on the server. Reading on leaves what was typed, and the place in the
 * list, as they are.
 *
 * @returns undefined when there is nothing to choose from
 * @throws Cancelled when the person leaves; the list's own error when nothing of it could be read
 */
export async function pickFromList<T, Item extends vscode.QuickPickItem>(
  question: ListQuestion<T, Item>,
): Promise<Item | undefined> {
  const { list, items } = question;
  if (list.state.kind === 'failed' && !list.state.previous) {
    throw list.state.error;
  }
  if (items().length === 0 && loadedOf(list.state)?.next === undefined) {
    return undefined;
  }
  return choose(question);
}

type Row<Item> = Item | (vscode.QuickPickItem & { readonly readsOn: true });

function choose<T, Item extends vscode.QuickPickItem>(question: ListQuestion<T, Item>): Promise<Item> {
  const { list, placeholder } = question;
  return new Promise((resolve, reject) => {
    const owned = new Disposables();
    const pick = owned.add(vscode.window.createQuickPick<Row<Item>>());
    let open = true;
    const readOn = async (): Promise<void> => {
      pick.busy = true;
      await list.loadMore();
      if (open) {
        pick.items = rows(question);
        pick.busy = false;
      }
    };
    pick.placeholder = placeholder;
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    pick.keepScrollPosition = true;
    pick.items = rows(question);
    owned.add(
      pick.onDidAccept(() => {
        const [chosen] = pick.selectedItems;
        if (chosen === undefined) {
          return;
        }
        if (!('readsOn' in chosen)) {
          resolve(chosen);
          pick.hide();
        } else if (!pick.busy) {
          void readOn();
        }
      }),
    );
    owned.add(
      pick.onDidHide(() => {
        open = false;
        // Nothing happens when something was chosen.
        reject(new Cancelled());
        owned.dispose();
      }),
    );
    pick.show();
  });
}

function rows<T, Item extends vscode.QuickPickItem>({
  list,
  items,
  more,
}: ListQuestion<T, Item>): readonly Row<Item>[] {
  const { state } = list;
  if (loadedOf(state)?.next === undefined) {
    return items();
  }
  const detail = state.kind === 'failed' ? errorText(state.error).message : undefined;
  return [...items(), { label: more, detail, alwaysShow: true, readsOn: true }];
}
