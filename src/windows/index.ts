import type { Lease } from './lease';
import type { WindowsOptions } from './options';
import type { WindowParts } from './parts';

export type { FileFailure, FileOutcome, JsonRead, TextRead } from './fileResults';
export type { HeldLease, HoldState, HoldTerms } from './heldLease';
export type { Lease } from './lease';
export type { WindowsOptions } from './options';
export type { WindowParts } from './parts';
export type { JsonFormat, ReadLimit, SharedFolder } from './sharedFolder';
export type { Timers } from './timers';

/** What the windows of one editor share. Nothing is loaded, and nothing on the disk touched, before it is first used. */
export interface Windows {
  /** Everything there is. Never fails for what is wrong with the disk: that is said by what is done with the parts. */
  open(): Promise<WindowParts>;
  /**
   * Something that one window has at a time.
   *
   * @param name what it is for; any text
   * @param holdForMs milliseconds after which others may take it
   * @returns undefined when another window has it
   * @throws the file system's error when the folder cannot be read or written
   */
  take(name: string, holdForMs: number): Promise<Lease | undefined>;
  /** Gives back what is held; resolves when the others can see it. */
  close(): Promise<void>;
}

export function registerWindows(options: WindowsOptions): Windows {
  let parts: Promise<WindowParts> | undefined;
  const open = (): Promise<WindowParts> => (parts ??= import('./parts').then(({ makeParts }) => makeParts(options)));
  return {
    open,
    take: async (name, holdForMs) => (await open()).leases.take(name, holdForMs),
    close: async () => (await parts)?.close(),
  };
}
