import type { MirrorRow } from './mirrorRows';

/** Another number when a field changes its meaning or goes. */
const VERSION = 1;

export interface ExportedFacts {
  readonly exportedAt: Date;
  readonly listReadAt: Date | undefined;
  /** All repositories, also those without a mirror and those that are not listed. */
  readonly repositories: number;
  readonly rows: readonly MirrorRow[];
}

/** For programs: the same words in every language. */
export function toJson({ exportedAt, listReadAt, repositories, rows }: ExportedFacts): string {
  const file = {
    version: VERSION,
    exportedAt: exportedAt.toISOString(),
    listReadAt: listReadAt?.toISOString(),
    repositories,
    mirrors: rows,
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}
