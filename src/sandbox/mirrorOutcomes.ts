import { isoInChina } from './dates';
import type { MirrorWire } from './model';

/** What a synchronisation changes in the record of its mirror when it begins. */
export function begun(at: Date): MirrorWire {
  return { update_status: 'started', last_update_at: isoInChina(at) };
}

/** What it changes when it brings everything. */
export function succeeded(at: Date): MirrorWire {
  return {
    update_status: 'finished',
    last_update_at: isoInChina(at),
    last_successful_update_at: isoInChina(at),
    number_of_failures: 0,
    last_error: null,
  };
}

/** What it changes when it does not. */
export function failed(record: MirrorWire, at: Date, error: string | null): MirrorWire {
  return {
    update_status: 'failed',
    last_update_at: isoInChina(at),
    number_of_failures: (record.number_of_failures ?? 0) + 1,
    last_error: error,
  };
}

export function isRunning({ update_status: status }: MirrorWire): boolean {
  return status === 'started' || status === 'scheduled';
}

/** The meanings of the vendor's codes are not documented; this is the one of its example. */
const VENDOR_CODE = '7';

/** A message as the vendor writes it into `last_error`. */
export function lastError(message: string): string {
  return JSON.stringify({ msg: message, code: VENDOR_CODE });
}
