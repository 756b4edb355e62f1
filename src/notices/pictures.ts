import { toRepositoryId } from '../api/index';
import type { WatchedMirrors } from '../ui/watchedMirrors';
import type { Picture } from './tell';
import type { ThingKey } from './told';

/** What is known of the mirrors. */
export function mirrorPicture(mirrors: WatchedMirrors): Picture {
  const { problems, mirrors: size } = mirrors.health.current;
  return {
    kind: 'mirror',
    // Asked for only while nothing was told: it looks at every repository.
    get whole() {
      return mirrors.surveyed();
    },
    size,
    troubled: problems.flatMap(({ repositoryId, words }) => {
      const standing = mirrors.standing(repositoryId);
      return standing.is === 'troubled'
        ? [{ key: mirrorKey(repositoryId), name: standing.name, trouble: standing.trouble, words }]
        : [];
    }),
    standing: (key) => {
      const standing = mirrors.standing(repositoryIdOf(key));
      return standing.is === 'troubled' ? { is: 'unsettled' } : standing;
    },
  };
}

export function mirrorKey(id: number): ThingKey {
  return `mirror ${id}`;
}

/** @param key of a mirror */
export function repositoryIdOf(key: ThingKey): ReturnType<typeof toRepositoryId> {
  return toRepositoryId(Number(key.slice('mirror '.length)), 'notices');
}

export function isMirror(key: ThingKey): boolean {
  return key.startsWith('mirror ');
}
