import { randomBytes } from 'node:crypto';
import type { Log } from '../../ui/log';
import type { Clock } from '../../ui/session';
import { type Lease, Leases } from './lease';
import { WindowLink } from './windowLink';

export interface SharedWindowsOptions {
  /** The extension's own folder, which all windows share. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  /** What this window says to a question of another one. */
  readonly answer: (message: unknown) => unknown;
}

/** This window among the others of the editor. Nothing is opened before the first use. */
export class SharedWindows {
  readonly #link: WindowLink;
  readonly #leases: Leases;

  constructor({ folder, clock, log, answer }: SharedWindowsOptions) {
    this.#link = new WindowLink({
      folder,
      answer,
      log: (text) => {
        log.warn(text);
      },
    });
    this.#leases = new Leases(folder, { owner: randomBytes(8).toString('hex'), clock });
  }

  /** From here on the other windows can reach this one. */
  open(): Promise<void> {
    return this.#link.open();
  }

  async ask(message: unknown): Promise<readonly unknown[]> {
    await this.open();
    return this.#link.ask(message);
  }

  async tell(message: unknown): Promise<void> {
    await this.open();
    await this.#link.tell(message);
  }

  /** Something that one window has at a time; undefined when another one has it. */
  take(name: string, holdForMs: number): Promise<Lease | undefined> {
    return this.#leases.take(name, holdForMs);
  }

  async close(): Promise<void> {
    await Promise.all([this.#link.close(), this.#leases.releaseAll()]);
  }
}
