import * as vscode from 'vscode';
import type { RepositoryId } from '../api/index';
import type { AwaySource } from '../ui/awayWords';
import type { CommandHandlers } from '../ui/commands';
import { type Disposable, Disposables } from '../ui/emitter';
import type { Advice, HealthSource } from '../ui/healthSummary';
import type { RegistryHealthSource } from '../ui/registryHealth';
import type { Clock, Session, SessionSource } from '../ui/session';
import type { Formats } from '../ui/time';
import type { WatchSource } from '../ui/watchState';
import type { StatusBarMode } from './statusAppearance';

export interface StatusOptions {
  readonly sessions: SessionSource;
  readonly health: HealthSource;
  readonly registries: RegistryHealthSource;
  /** How up to date each of them is. */
  readonly watches: readonly WatchSource[];
  /** What has happened while nobody was here; undefined when there is nothing to tell. */
  readonly away?: AwaySource;
  readonly advice: (id: RepositoryId) => Promise<Advice | undefined>;
  readonly clock: Clock;
  readonly formats: Formats;
  readonly mode: () => StatusBarMode;
  readonly onDidChangeMode: (listener: () => void) => Disposable;
}

/** The status bar item and its menu: a projection of the session, of the mirrors and of the registries. */
export interface Status extends Disposable {
  readonly commands: CommandHandlers;
}

export function registerStatus(options: StatusOptions): Status {
  const { sessions } = options;
  const owned = new Disposables();
  const item = owned.add(
    vscode.window.createStatusBarItem('codeartsMirrors.health', vscode.StatusBarAlignment.Left, 10),
  );
  item.name = vscode.l10n.t('CodeArts Mirrors');
  item.command = 'codeartsMirrors.statusMenu';

  let isOver = false;
  let isDrawn = false;
  const follow = async ({ state }: Session): Promise<void> => {
    if (state !== 'signedOut' && !isDrawn) {
      isDrawn = true;
      const { StatusBar } = await import('./statusBar');
      if (!isOver) {
        owned.add(new StatusBar(item, options));
      }
    }
  };
  void follow(sessions.current);
  owned.add(sessions.onDidChange(follow));

  return {
    commands: { statusMenu: async () => (await import('./statusBar')).openStatusMenu(options) },
    dispose: () => {
      isOver = true;
      owned.dispose();
    },
  };
}
