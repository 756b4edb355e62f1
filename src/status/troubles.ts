import type { HealthSummary, Problem } from '../ui/healthSummary';
import type { RegistryHealth, RegistryState } from '../ui/registryHealth';

/** Something that needs attention. */
export type Trouble =
  | { readonly kind: 'mirror'; readonly problem: Problem }
  | { readonly kind: 'registry'; readonly registry: RegistryState };

/** Mirrors and registries that need attention, the worst first: what fails, then what is stuck, then what is old. */
export function troublesOf({ problems }: HealthSummary, { registries }: RegistryHealth): readonly Trouble[] {
  const mirrors = problems.map((problem): Trouble => ({ kind: 'mirror', problem }));
  const lost = registries
    .filter(({ state }) => state === 'disconnected')
    .map((registry): Trouble => ({ kind: 'registry', registry }));
  return [...mirrors.filter(isFailing), ...lost, ...mirrors.filter((each) => !isFailing(each))];
}

/** Whether it does not work, and is not only late. */
export function isFailing(trouble: Trouble): boolean {
  return trouble.kind === 'registry' || trouble.problem.severity === 'failing';
}
