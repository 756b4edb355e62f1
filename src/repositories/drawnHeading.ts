import { l10n, type TreeView } from 'vscode';
import type { Repository } from '../api/index';
import { attentionWords } from '../ui/attentionWords';
import type { ContextKeyWriter } from '../ui/contextKeys';
import { type Disposable, Disposables } from '../ui/emitter';
import type { ErrorPresenter } from '../ui/errorPresenter';
import { isEmpty, type ListState, loadedOf } from '../ui/listStore';
import type { WatchSource } from '../ui/watchState';
import { type HeadingParts, viewDescription, viewMessage } from './viewHeading';

export interface DrawnHeadingParts extends HeadingParts {
  readonly watch: WatchSource;
  readonly keys: ContextKeyWriter;
  readonly errors: ErrorPresenter;
}

/** Keeps what stands around the rows up to date: description, message, badge, and what menus and welcome texts look at. */
export function drawHeading(
  view: Pick<TreeView<unknown>, 'description' | 'message' | 'badge'>,
  parts: DrawnHeadingParts,
): Disposable {
  const { sessions, list, groups, model, reader, watch, formats, keys, errors } = parts;
  const owned = new Disposables();
  const drawDescription = (): void => {
    const description = viewDescription(parts);
    if (description !== view.description) {
      view.description = description;
    }
  };
  const drawMessage = (): void => {
    // While it loads, what was said before holds until there is an answer.
    if (list.state.kind !== 'loading') {
      view.message = viewMessage(parts);
    }
  };
  const drawArrangement = (): void => {
    const { arrangement, all } = groups;
    const isEmptied = arrangement?.isFiltered === true && all.length === 0;
    keys.set('codeartsMirrors.repositories.arranged', arrangement !== undefined);
    keys.set('codeartsMirrors.repositories.noMatch', isEmptied && list.state.kind === 'ready');
    drawDescription();
  };
  const followList = (state: ListState<Repository>): void => {
    keys.set('codeartsMirrors.repositories.held', loadedOf(state)?.rest === 'held');
    keys.set('codeartsMirrors.repositories.empty', state.kind === 'ready' && isEmpty(state.loaded));
    drawArrangement();
    drawMessage();
    if (state.kind === 'failed') {
      errors.record(state.error, l10n.t('The list of repositories could not be read'));
    }
  };
  drawArrangement();
  owned.add(sessions.onDidChange(drawDescription));
  owned.add(watch.onDidChange(drawDescription));
  owned.add(list.onDidChange(followList));
  owned.add(groups.onDidChange(drawArrangement));
  owned.add(groups.onDidChange(drawMessage));
  owned.add(reader.onDidChangePause(drawMessage));
  owned.add(
    model.onDidChange(({ problems }) => {
      drawMessage();
      const count = problems.length;
      view.badge = count === 0 ? undefined : { value: count, tooltip: attentionWords(count, formats) };
    }),
  );
  return owned;
}
