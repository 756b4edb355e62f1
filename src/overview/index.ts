import type { CommandHandlers } from '../ui/commands';
import type { MarkdownDocuments } from '../ui/documents';
import type { MirrorRecordSource } from '../ui/mirrorRecords';
import type { RegistryHealthSource } from '../ui/registryHealth';
import type { Clock, SessionSource } from '../ui/session';
import type { Formats } from '../ui/time';

export interface OverviewOptions {
  readonly sessions: SessionSource;
  readonly documents: MarkdownDocuments;
  readonly mirrors: MirrorRecordSource;
  readonly registries: { readonly health: RegistryHealthSource; load(): Promise<void> };
  readonly clock: Clock;
  readonly formats: Formats;
}

/** One page about all mirrors, and files with what is known of each. */
export function registerOverview(options: OverviewOptions): { readonly commands: CommandHandlers } {
  options.documents.serve('overview', async () => (await import('./overviewPage')).overviewPage(options));
  return {
    commands: {
      overview: async () => (await import('./overviewPage')).showOverview(options),
      'overview.exportCsv': async () => (await import('./exportMirrors')).exportMirrors(options, 'csv'),
      'overview.exportJson': async () => (await import('./exportMirrors')).exportMirrors(options, 'json'),
    },
  };
}
