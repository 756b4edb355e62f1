import { l10n } from 'vscode';
import type { Repository } from '../api/index';
import { displayText } from '../ui/displayText';
import { type Disposable, Disposables } from '../ui/emitter';
import { errorText } from '../ui/errorText';
import { type ListState, type ListStore, loadedOf } from '../ui/listStore';
import type { FoundRows } from './foundRows';

export interface ServerSearchParts {
  readonly list: ListStore<Repository>;
  readonly found: FoundRows;
  /** What the server finds for a word: a list that is read again where that failed. */
  readonly search: (word: string) => Disposable & { readonly list: ListStore<Repository> };
}

interface Running extends Disposable {
  readonly word: string;
  readonly list: ListStore<Repository>;
  /** When the list beside it was read. */
  readonly since: Date;
}

/**
 * Searches on the server for what the rows are filtered by, for as long as the list is one that is not read to its end:
 * what matches may be in the part that nobody has read.
 */
export class ServerSearch implements Disposable {
  readonly #subscription: Disposable;
  #word: string | undefined;
  #running: Running | undefined;

  constructor(private readonly parts: ServerSearchParts) {
    this.#subscription = parts.list.onDidChange(() => {
      this.#follow();
    });
  }

  /** @param word undefined for nothing */
  lookFor(word: string | undefined): void {
    this.#word = word;
    this.#follow();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#stop();
  }

  #follow(): void {
    const { state } = this.parts.list;
    const loaded = loadedOf(state);
    const word = loaded?.rest === 'held' ? this.#word : undefined;
    // A list that was read again is another answer, and so may this be.
    const isAnew = state.kind === 'ready' && this.#running && state.loaded.asOf > this.#running.since;
    if (word === this.#running?.word && !isAnew) {
      return;
    }
    if (word === undefined || !loaded) {
      this.#stop();
    } else if (word === this.#running?.word) {
      this.#running = { ...this.#running, since: loaded.asOf };
      void this.#running.list.refresh();
    } else {
      this.#start(word, loaded.asOf);
    }
  }

  #start(word: string, since: Date): void {
    this.#stop();
    const owned = new Disposables();
    const { list } = owned.add(this.parts.search(word));
    this.#running = {
      word,
      list,
      since,
      dispose: () => {
        owned.dispose();
      },
    };
    const tell = (state: ListState<Repository>): void => {
      this.parts.found.set({ items: loadedOf(state)?.items ?? [], message: searchWords(state, word) });
    };
    owned.add(list.onDidChange(tell));
    tell(list.state);
    void list.load();
  }

  #stop(): void {
    this.#running?.dispose();
    this.#running = undefined;
    this.parts.found.set(undefined);
  }
}

function searchWords(state: ListState<Repository>, searched: string): string {
  const word = displayText(searched, 40);
  if (state.kind === 'failed') {
    return l10n.t('Huawei Cloud could not be searched for “{0}”. {1}', word, errorText(state.error).message);
  }
  if (state.kind !== 'ready' || state.loaded.rest === 'coming') {
    return l10n.t('Searching Huawei Cloud for “{0}”…', word);
  }
  return state.loaded.rest === 'held'
    ? l10n.t('Huawei Cloud finds more for “{0}” than can be listed. Filter by a longer text.', word)
    : l10n.t('What Huawei Cloud finds for “{0}” is listed too.', word);
}
