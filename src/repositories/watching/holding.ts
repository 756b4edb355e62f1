import type { HeldLease } from '../../windows/index';

/** What one window has at a time. */
export type Holding = Pick<HeldLease, 'state' | 'held' | 'onDidChange' | 'dispose'>;
