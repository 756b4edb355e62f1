import * as vscode from 'vscode';
import type { RepositoryId } from '../api/index';
import type { CommandHandlers } from '../ui/commands';
import { type Disposable, Disposables } from '../ui/emitter';
import type { Advice, HealthSource } from '../ui/healthSummary';
import type { SessionSource } from '../ui/session';
import type { Formats } from '../ui/time';
import { statusAppearance, type StatusBarMode } from './statusAppearance';

export interface StatusOptions {
  readonly sessions: SessionSource;
  readonly health: HealthSource;
  readonly advice: (id: RepositoryId) => Promise<Advice | undefined>;
  readonly formats: Formats;
  readonly mode: () => StatusBarMode;
  readonly onDidChangeMode: (listener: () => void) => Disposable;
}

/** The status bar item and its menu: a projection of the session and the health of the mirrors. */
export interface Status extends Disposable {
  readonly commands: CommandHandlers;
}

export function registerStatus(options: StatusOptions): Status {
  const { sessions, health, formats } = options;
  const owned = new Disposables();
  const item = owned.add(
    vscode.window.createStatusBarItem('codeartsMirrors.health', vscode.StatusBarAlignment.Left, 10),
  );
  item.name = vscode.l10n.t('CodeArts Mirrors');
  item.command = 'codeartsMirrors.statusMenu';

  const draw = (): void => {
    const appearance = statusAppearance(sessions.current, health.current, options.mode(), formats);
    if (!appearance) {
      item.hide();
      return;
    }
    item.text = appearance.text;
    item.tooltip = new vscode.MarkdownString(appearance.tooltip);
    item.accessibilityInformation = { label: appearance.label, role: 'button' };
    item.backgroundColor = appearance.background && new vscode.ThemeColor(appearance.background);
    item.show();
  };
  draw();
  owned.add(sessions.onDidChange(draw));
  owned.add(health.onDidChange(draw));
  owned.add(options.onDidChangeMode(draw));

  return {
    commands: { statusMenu: async () => (await import('./statusMenu')).openStatusMenu(options) },
    dispose: () => {
      owned.dispose();
    },
  };
}
