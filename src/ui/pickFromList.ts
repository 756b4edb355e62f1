import * as vscode from 'vscode';
import { Cancelled } from './commands';
import { Disposables } from './emitter';
import { errorText } from './errorText';
import { type ListStore, loadedOf } from './listStore';

export interface ListQuestion<T, Item extends vscode.QuickPickItem> {
  readonly list: ListStore<T>;
  /** Rows for what has been read so far. */
  readonly items: () => readonly Item[];
  /** The same for the same row, whenever `items` makes it. */
  readonly keyOf: (item: Item) => unknown;
  readonly placeholder: string;
  /** Label of the row that reads on, where that does not happen by itself. */
  readonly more: string;
}

/**
 * Asks to choose from a list that may still be read. What comes is added to what is there; what was typed, the row that
 * is about to be chosen, and the place in the list stay as they are.
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
  const rest = loadedOf(list.state)?.rest ?? 'none';
  if (items().length === 0 && rest === 'none') {
    return undefined;
  }
  return choose(question);
}

type Row<Item> = Item | (vscode.QuickPickItem & { readonly readsOn: true });

function choose<T, Item extends vscode.QuickPickItem>(question: ListQuestion<T, Item>): Promise<Item> {
  const { list, placeholder, keyOf } = question;
  return new Promise((resolve, reject) => {
    const owned = new Disposables();
    const pick = owned.add(vscode.window.createQuickPick<Row<Item>>());
    let open = true;
    const draw = (): void => {
      const [active] = pick.activeItems;
      const fresh = rows(question);
      const same = active && fresh.find((row) => rowKey(row, keyOf) === rowKey(active, keyOf));
      pick.items = fresh;
      pick.busy = isReading(list);
      if (same) {
        pick.activeItems = [same];
      }
    };
    pick.placeholder = placeholder;
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    pick.keepScrollPosition = true;
    draw();
    const readOn = async (): Promise<void> => {
      pick.busy = true;
      await (list.state.kind === 'failed' ? list.goOn() : list.loadMore());
      if (open) {
        draw();
      }
    };
    owned.add(
      list.onDidChange(({ kind }) => {
        if (kind === 'loading') {
          pick.busy = true;
        } else {
          draw();
        }
      }),
    );
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

function isReading<T>({ state }: ListStore<T>): boolean {
  return state.kind === 'loading' || (state.kind === 'ready' && state.loaded.rest === 'coming');
}

function rowKey<Item extends vscode.QuickPickItem>(row: Row<Item>, keyOf: (item: Item) => unknown): unknown {
  return 'readsOn' in row ? 'readsOn' : keyOf(row);
}

function rows<T, Item extends vscode.QuickPickItem>({
  list,
  items,
  more,
}: ListQuestion<T, Item>): readonly Row<Item>[] {
  const { state } = list;
  const rest = loadedOf(state)?.rest ?? 'none';
  if (rest === 'held' || (rest === 'coming' && state.kind === 'failed')) {
    const detail = state.kind === 'failed' ? errorText(state.error).message : undefined;
    return [...items(), { label: more, detail, alwaysShow: true, readsOn: true }];
  }
  return items();
}
