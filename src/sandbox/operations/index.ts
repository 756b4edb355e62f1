import type { AnyHandler } from './cloud';
import { iamOperations } from './iam';
import { iamListOperations } from './iamLists';
import { mirrorOperations } from './mirrors';
import { projectOperations } from './projects';
import { registryOperations } from './registries';
import { repositoryOperations } from './repositories';

/** Operations that the sandbox answers; the others of the contract are not served here (404 APIGW.0101). */
export const OPERATIONS: ReadonlyMap<string, AnyHandler> = new Map<string, AnyHandler>([
  ...iamOperations,
  ...iamListOperations,
  ...repositoryOperations,
  ...projectOperations,
  ...mirrorOperations,
  ...registryOperations,
]);
