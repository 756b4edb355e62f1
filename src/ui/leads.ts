import type { Event } from './emitter';

/** Whether it is this window that asks in the background for all windows of the editor that have its profile. */
export interface Leads {
  readonly current: boolean;
  readonly onDidChange: Event<unknown>;
}
