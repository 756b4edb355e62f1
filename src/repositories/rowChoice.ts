import type { MirrorCause } from './mirrorCause';
import type { MirrorHealth } from './mirrorHealth';

export const GROUPINGS = ['project', 'health', 'source', 'none'] as const;
export type RowGrouping = (typeof GROUPINGS)[number];

export const SORTINGS = ['name', 'health', 'success'] as const;
export type RowSorting = (typeof SORTINGS)[number];

/** How a mirror is doing; `unread` for one of which nothing is known. The worst first. */
export const SHOWN_HEALTHS = [
  'failing',
  'stuck',
  'stale',
  'unknown',
  'canceled',
  'paused',
  'syncing',
  'healthy',
  'none',
  'unread',
] as const satisfies readonly (MirrorHealth | 'unread')[];
export type ShownHealth = (typeof SHOWN_HEALTHS)[number];

export const CAUSES = [
  'credentials',
  'forbidden',
  'notFound',
  'nameResolution',
  'unreachable',
  'timeout',
  'transferBroken',
  'tls',
  'hostKey',
  'loginPage',
  'redirected',
  'malformedAddress',
  'rateLimited',
  'sourceServer',
  'diverged',
  'refused',
  'tooLarge',
  'storage',
  'lfs',
  'nameConflict',
  'shallowSource',
  'branchMissing',
  'emptySource',
  'unknown',
] as const satisfies readonly MirrorCause[];

/** What a row has to be for it to be shown. A field that is left out lets everything pass. */
export interface RowFilter {
  /** Each of its words is in the name, an address or the project. */
  readonly text?: string;
  readonly healths?: readonly ShownHealth[];
  readonly causes?: readonly MirrorCause[];
  /** Only what is known to be a mirror. */
  readonly mirrorsOnly?: boolean;
  /** Only what Huawei Cloud says that the person owns. */
  readonly mineOnly?: boolean;
}

/** Which repositories the view shows, and in which order. */
export interface RowChoice {
  readonly groupBy: RowGrouping;
  readonly sortBy: RowSorting;
  readonly filter: RowFilter;
}

/** All repositories, by project and name. */
export const USUAL: RowChoice = { groupBy: 'project', sortBy: 'name', filter: {} };

const LONGEST_TEXT = 200;

export function isUsual(choice: RowChoice): boolean {
  return choice.groupBy === USUAL.groupBy && choice.sortBy === USUAL.sortBy && !isFiltered(choice.filter);
}

export function isFiltered(filter: RowFilter): boolean {
  return Object.keys(tidy(filter)).length > 0;
}

/** Without what lets everything pass. */
export function tidy({ text = '', healths = [], causes = [], mirrorsOnly, mineOnly }: RowFilter): RowFilter {
  const words = text.trim().replace(/\s+/gu, ' ').slice(0, LONGEST_TEXT);
  return {
    ...(words === '' ? {} : { text: words }),
    ...(healths.length === 0 ? {} : { healths }),
    ...(causes.length === 0 ? {} : { causes }),
    ...(mirrorsOnly === true ? { mirrorsOnly } : {}),
    ...(mineOnly === true ? { mineOnly } : {}),
  };
}

/** @param kept what was kept in the workspace, perhaps by another version: what is not understood is left out */
export function readChoice(kept: unknown): RowChoice {
  const { groupBy, sortBy, filter } = recordOf(kept);
  const { text, healths, causes, mirrorsOnly, mineOnly } = recordOf(filter);
  return {
    groupBy: oneOf(GROUPINGS, groupBy) ?? USUAL.groupBy,
    sortBy: oneOf(SORTINGS, sortBy) ?? USUAL.sortBy,
    filter: tidy({
      text: typeof text === 'string' ? text : undefined,
      healths: severalOf(SHOWN_HEALTHS, healths),
      causes: severalOf(CAUSES, causes),
      mirrorsOnly: mirrorsOnly === true,
      mineOnly: mineOnly === true,
    }),
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function oneOf<T>(known: readonly T[], value: unknown): T | undefined {
  return known.find((each) => each === value);
}

function severalOf<T>(known: readonly T[], value: unknown): readonly T[] {
  return Array.isArray(value) ? known.filter((each) => value.includes(each)) : [];
}
