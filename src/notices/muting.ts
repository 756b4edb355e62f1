import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { messageText, withoutIcons } from '../ui/displayText';
import type { Clock } from '../ui/session';
import type { Formats } from '../ui/time';
import type { WatchedMirrors } from '../ui/watchedMirrors';
import { isMirror, mirrorKey, repositoryIdOf } from './pictures';
import type { Named, NoticeMode } from './tell';
import { isQuiet, QUIET_MS, type ThingKey, type Told } from './told';
import type { ToldRecord } from './toldRecord';

export interface MuteParts {
  /** Of the profile in use; undefined when nobody is signed in. */
  readonly record: () => ToldRecord | undefined;
  readonly mirrors: WatchedMirrors;
  readonly mode: () => NoticeMode;
  /** Writes the setting. */
  readonly setMode: (mode: NoticeMode) => PromiseLike<void>;
  readonly clock: Clock;
  readonly formats: Formats;
}

/** Asks for how much silence a person wants after a notice, and says how to end it. */
export async function askWhatToMute(things: readonly Named[], isSurvey: boolean, parts: MuteParts): Promise<void> {
  const { formats } = parts;
  const [first, second] = things;
  // A summary is about everything that there is.
  const these =
    isSurvey || !first ? [] : [{ label: second ? theseWords(things, formats) : oneWords(first), what: 'these' }];
  const chosen = await vscode.window.showQuickPick(
    [
      ...these.map((each) => ({ ...each, detail: l10n.t('Until you unmute them. They stay in the view.') })),
      {
        label: l10n.t('Mute all notifications for 24 hours'),
        detail: l10n.t('For this profile, in all windows.'),
        what: 'day',
      },
      {
        label: l10n.t('Turn off all notifications'),
        detail: l10n.t('Changes the setting codeartsMirrors.notifications.'),
        what: 'all',
      },
    ],
    { placeHolder: l10n.t('Select what to mute') },
  );
  switch (chosen?.what) {
    case 'these': {
      const keys = things.map(({ key }) => key);
      await setMuted(parts, keys, true);
      await offerUndo(
        second || !first
          ? l10n.t('Muted {0}. To undo, use Unmute Notifications.', formats.count(keys.length))
          : l10n.t('{0} is muted. To undo, use Unmute Notifications.', messageText(first.name)),
        () => setMuted(parts, keys, false),
      );
      break;
    }
    case 'day': {
      const until = parts.clock().getTime() + QUIET_MS;
      await setQuiet(parts, until);
      await offerUndo(
        l10n.t(
          'Notifications are muted until {0}. To undo, use Unmute Notifications.',
          formats.moment(new Date(until), parts.clock()),
        ),
        () => setQuiet(parts, undefined),
      );
      break;
    }
    case 'all': {
      const before = parts.mode();
      await parts.setMode('off');
      await offerUndo(
        l10n.t('Notifications are off. To turn them on, change the setting codeartsMirrors.notifications.'),
        () => parts.setMode(before),
      );
      break;
    }
    default:
  }
}

/** Mutes or unmutes the rows that the command was called on; the one that the person picks when there is none. */
export async function muteMirrors(parts: MuteParts, args: readonly unknown[]): Promise<void> {
  const ids = await parts.mirrors.choose(args, l10n.t('Select a mirror to mute'));
  await setMuted(parts, ids.map(mirrorKey), true);
}

export async function unmute(parts: MuteParts, args: readonly unknown[]): Promise<void> {
  if (args.length > 0 && args[0] !== undefined) {
    const ids = await parts.mirrors.choose(args, l10n.t('Select a mirror'));
    await setMuted(parts, ids.map(mirrorKey), false);
    return;
  }
  const items = mutedItems(parts);
  if (items.length === 0) {
    void vscode.window.showInformationMessage(l10n.t('Nothing is muted.'));
    return;
  }
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: l10n.t('Select what to unmute') });
  await chosen?.undo();
}

interface MutedItem extends vscode.QuickPickItem {
  readonly undo: () => PromiseLike<void>;
}

/** Everything that keeps a notice from being shown. */
function mutedItems(parts: MuteParts): readonly MutedItem[] {
  const { clock, formats, mirrors } = parts;
  const told = parts.record()?.current;
  const now = clock();
  const day =
    told?.quietUntil !== undefined && isQuiet(told, now.getTime())
      ? [
          {
            label: l10n.t('All notifications'),
            description: l10n.t('muted until {0}', formats.moment(new Date(told.quietUntil), now)),
            undo: () => setQuiet(parts, undefined),
          },
        ]
      : [];
  const off =
    parts.mode() === 'off'
      ? [
          {
            label: l10n.t('All notifications'),
            description: l10n.t('turned off by the setting codeartsMirrors.notifications'),
            undo: () => parts.setMode('problems'),
          },
        ]
      : [];
  const each = [...(told?.muted ?? [])].filter(isMirror).map((key): MutedItem => {
    const standing = mirrors.standing(repositoryIdOf(key));
    return {
      label: 'name' in standing ? withoutIcons(standing.name) : l10n.t('Repository {0}', key.slice('mirror '.length)),
      undo: () => setMuted(parts, [key], false),
    };
  });
  return [...off, ...day, ...each];
}

async function setMuted({ record }: MuteParts, keys: readonly ThingKey[], isMuted: boolean): Promise<void> {
  await record()?.change((told) => {
    const muted = new Set(told.muted);
    for (const key of keys) {
      if (isMuted) {
        muted.add(key);
      } else {
        muted.delete(key);
      }
    }
    return { told: { ...told, muted } };
  });
}

async function setQuiet({ record }: MuteParts, quietUntil: Told['quietUntil']): Promise<void> {
  await record()?.change((told) => ({ told: { ...told, quietUntil } }));
}

async function offerUndo(text: string, undo: () => PromiseLike<void>): Promise<void> {
  const button = l10n.t('Undo');
  if ((await vscode.window.showInformationMessage(text, button)) === button) {
    await undo();
  }
}

function oneWords({ name }: Named): string {
  return l10n.t('Mute {0}', withoutIcons(name));
}

function theseWords(things: readonly Named[], formats: Formats): string {
  return things.every(({ key }) => isMirror(key))
    ? l10n.t('Mute these {0} mirrors', formats.count(things.length))
    : l10n.t('Mute these {0}', formats.count(things.length));
}
