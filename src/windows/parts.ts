/** All that windows share: a bundle of its own, loaded when something of it is first needed. */
import type { WindowsOptions } from './index';
import { randomName } from './files';
import { Leases } from './lease';

export interface WindowParts {
  readonly leases: Pick<Leases, 'take'>;
  close(): Promise<void>;
}

export function makeParts({ folder, clock }: WindowsOptions): WindowParts {
  const leases = new Leases(folder, { owner: randomName(), clock });
  return { leases, close: () => leases.releaseAll() };
}
