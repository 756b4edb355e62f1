import { toRepositoryId } from '../api/index';
import type { RegistryHealth } from '../ui/registryHealth';
import type { WatchedMirrors } from '../ui/watchedMirrors';
import type { Picture } from './tell';
import type { ThingKey } from './told';

/** Longer ones are not kept. */
const LONGEST_ID = 300;

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

/** What is known of the image registries. A list that is empty all of a sudden is no reason to forget them. */
export function registryPicture({ asOf, registries }: RegistryHealth): Picture {
  const states = new Map(registries.map((registry) => [registryKey(registry.registryId), registry]));
  return {
    kind: 'registry',
    whole: asOf !== undefined,
    size: registries.length,
    asOf: asOf?.getTime(),
    troubled: [...states].flatMap(([key, { name, state, words }]) =>
      state === 'disconnected' ? [{ key, name, trouble: state, words }] : [],
    ),
    standing: (key) => {
      const registry = states.get(key);
      if (!registry) {
        return { is: registries.length === 0 ? 'unsettled' : 'gone' };
      }
      return registry.state === 'connected' ? { is: 'well', name: registry.name } : { is: 'unsettled' };
    },
  };
}

function registryKey(id: string): ThingKey {
  return `registry ${id.slice(0, LONGEST_ID)}`;
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
