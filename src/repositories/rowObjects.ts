import type { RepositoryId } from '../api/index';
import type { GroupNode, RepositoryRow } from './nodes';

/** The editor knows a row by its object: the same row must be the same object each time. */
export class RowObjects {
  readonly #groups = new Map<string, GroupNode>();
  readonly #rows = new Map<RepositoryId, RepositoryRow>();

  group(key: string): GroupNode {
    return remember(this.#groups, key, () => ({ type: 'group', key }));
  }

  row(id: RepositoryId): RepositoryRow {
    return remember(this.#rows, id, () => ({ type: 'repository', repositoryId: id }));
  }

  /** Undefined when the editor was never given that row. */
  knownGroup(key: string): GroupNode | undefined {
    return this.#groups.get(key);
  }

  knownRow(id: RepositoryId): RepositoryRow | undefined {
    return this.#rows.get(id);
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
