import type { RegistryWire } from './model';

/** What changes in the record of a registry that has been reached. */
export function connected(at: Date): RegistryWire {
  return { status: 'success', fail_reason: null, latest_sync_time: at.getTime() };
}

/** What changes when it cannot be reached. */
export function disconnected(reason: string): RegistryWire {
  return { status: 'fail', fail_reason: reason };
}
