/** All that windows share: a bundle of its own, loaded when something of it is first needed. */
import path from 'node:path';
import { isFileName } from './fileResults';
import { randomName } from './files';
import { HeldLease, type HoldTerms } from './heldLease';
import { Leases } from './lease';
import type { WindowsOptions } from './options';
import { SharedFolder } from './sharedFolder';
import { systemTimers, type Timers } from './timers';

export interface WindowParts {
  readonly leases: Pick<Leases, 'take'>;
  /**
   * Files that all windows read and write, below the extension's own folder; always the same object for the same name.
   *
   * @param name a file name, such as `snapshots`
   * @throws RangeError when no folder can have the name
   */
  readonly folder: (name: string) => SharedFolder;
  /** Holds a lease for as long as it can: see `HeldLease`. */
  readonly holdLease: (name: string, terms: HoldTerms) => HeldLease;
  close(): Promise<void>;
}

export function makeParts(options: WindowsOptions, timers: Timers = systemTimers): WindowParts {
  const { folder, clock, onDidFocus } = options;
  const leases = new Leases(folder, { owner: randomName(), clock });
  const folders = new Map<string, SharedFolder>();
  const holders = new Set<HeldLease>();
  return {
    leases,
    holdLease: (name, terms) => {
      const onReleased = (): void => void holders.delete(holder);
      const holder = new HeldLease(name, { ...terms, leases, clock, timers, onReleased });
      holders.add(holder);
      return holder;
    },
    folder: (name) => {
      if (!isFileName(name)) {
        throw new RangeError(`No folder can be called ${JSON.stringify(name)}.`);
      }
      const found = folders.get(name) ?? new SharedFolder(path.join(folder, name), { timers, onDidFocus });
      folders.set(name, found);
      return found;
    },
    close: async () => {
      for (const each of folders.values()) {
        each.dispose();
      }
      await Promise.all([...holders].map((holder) => holder.release()));
      await leases.releaseAll();
    },
  };
}
