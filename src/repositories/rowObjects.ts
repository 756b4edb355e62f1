import type { RepositoryId } from '../api/index';
import type { GroupNode, RepositoryRow } from './nodes';

/** The editor knows a row by its object: the same row must be the same object each time. */
export class RowObjects {
  readonly #groups = new Map<string, GroupNode>();
  readonly #rows = new Map<RepositoryId, Map<string | undefined, RepositoryRow>>();

  group(key: string): GroupNode {
    return remember(this.#groups, key, () => ({ type: 'group', key }));
  }

  /** @param within see `RepositoryRow` */
  row(id: RepositoryId, within?: string): RepositoryRow {
    const rows = remember(this.#rows, id, () => new Map<string | undefined, RepositoryRow>());
    return remember(rows, within, () => ({ type: 'repository', repositoryId: id, within }));
  }

  /** Undefined when the editor was never given that row. */
  knownGroup(key: string): GroupNode | undefined {
    return this.#groups.get(key);
  }

  /** All rows of a repository that the editor was given. */
  knownRows(id: RepositoryId): readonly RepositoryRow[] {
    return [...(this.#rows.get(id)?.values() ?? [])];
  }
}

function remember<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) {
    return known;
  }
  const made = make();
  map.set(key, made);
  return made;
}
