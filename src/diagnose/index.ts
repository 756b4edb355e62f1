import type { Endpoints } from '../api/index';
import type { CommandHandlers } from '../ui/commands';
import type { MarkdownDocuments } from '../ui/documents';
import type { Disposable } from '../ui/emitter';
import type { Log } from '../ui/log';
import type { Clock, Profile, SessionSource } from '../ui/session';
import type { Formats } from '../ui/time';
import type { Editor } from './environment';
import type { ProxySettings } from './proxy';

export interface DiagnoseOptions {
  readonly sessions: SessionSource;
  /** @throws CloudError (`invalid`) when an override is not an address that a token may be sent to */
  readonly endpoints: (profile: Profile) => Endpoints;
  readonly clock: Clock;
  readonly formats: Formats;
  readonly documents: MarkdownDocuments;
  readonly log: Log;
  /** Of the extension. */
  readonly version: string;
  readonly editor: Editor;
  readonly proxySettings: () => ProxySettings;
}

/** The command that checks the connection and opens a report. */
export interface Diagnose extends Disposable {
  readonly commands: CommandHandlers & { diagnose(): Promise<void> };
}

export function registerDiagnose(options: DiagnoseOptions): Diagnose {
  const disposal = new AbortController();
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    // Loaded on first use: hardly any window needs it.
    const { diagnose } = await import('./run');
    await diagnose(options, disposal.signal);
  }

  return {
    commands: {
      // Asked for twice, it is done once: its progress and its report are for both.
      diagnose: () =>
        (running ??= run().finally(() => {
          running = undefined;
        })),
    },
    dispose: () => {
      disposal.abort();
    },
  };
}
