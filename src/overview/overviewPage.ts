import { l10n } from 'vscode';
import { Disposables, Emitter } from '../ui/emitter';
import type { LivePage, PageChange } from '../ui/livePage';
import { escapeMarkdown } from '../ui/markdown';
import { signedInClient } from '../ui/session';
import type { OverviewOptions } from './index';
import { overviewText } from './overviewText';

export async function showOverview({ sessions, documents }: OverviewOptions): Promise<void> {
  await signedInClient(sessions);
  await documents.open('overview', l10n.t('Overview of Mirrors'));
}

/** All mirrors of whoever is signed in, as far as they are known. */
export function overviewPage({ sessions, mirrors, registries, clock, formats }: OverviewOptions): LivePage {
  const owned = new Disposables();
  const changed = owned.add(new Emitter<PageChange>());
  const tell = (): void => {
    changed.fire('record');
  };
  owned.add(mirrors.onDidChange(tell));
  owned.add(registries.health.onDidChange(tell));
  owned.add(
    sessions.onDidChange(() => {
      changed.fire('person');
    }),
  );
  return {
    onDidChange: changed.event,
    text: async () => {
      const known = await mirrors.read();
      const session = sessions.current;
      return session.state === 'signedOut'
        ? `${escapeMarkdown(l10n.t('Sign in to Huawei Cloud to see the overview.'))}\n`
        : overviewText({
            mirrors: known,
            registries: registries.health.current,
            profile: session.profile.name,
            now: clock(),
            formats,
          });
    },
    shown: () => {
      void mirrors.load();
      void registries.load();
      return { dispose: () => undefined };
    },
    dispose: () => {
      owned.dispose();
    },
  };
}
