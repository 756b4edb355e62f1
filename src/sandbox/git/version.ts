/** What the sandbox found when it asked for Git. */
export type GitState =
  | { readonly kind: 'ready'; readonly version: string }
  | { readonly kind: 'missing' }
  /** Older Git would read the settings of the person, whatever the environment says. */
  | { readonly kind: 'tooOld'; readonly version: string };

/** The first one that heeds GIT_CONFIG_GLOBAL. */
const OLDEST = [2, 32] as const;
export const OLDEST_GIT = OLDEST.join('.');

/** Reads the answer to `git --version`, such as `git version 2.39.5 (Apple Git-154)`. */
export function gitState(answer: string): GitState {
  const [, version, major, minor] = /^git version ((\d+)\.(\d+)\S*)/.exec(answer) ?? [];
  if (version === undefined) {
    return { kind: 'missing' };
  }
  const isNewEnough = Number(major) > OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) >= OLDEST[1]);
  return { kind: isNewEnough ? 'ready' : 'tooOld', version };
}

/** Why Git is not run, or undefined. */
export function gitProblem(state: GitState): string | undefined {
  switch (state.kind) {
    case 'ready':
      return undefined;
    case 'missing':
      return 'git was not found on the PATH of the sandbox';
    case 'tooOld':
      return `git ${state.version} is too old for the sandbox, which needs ${OLDEST_GIT} or later`;
  }
}
