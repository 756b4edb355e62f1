import type { Log } from '../../ui/log';
import type { Clock } from '../../ui/session';
import type { Lease, Leases, WindowLink } from './link';

export interface SharedWindowsOptions {
  /** The extension's own folder, which all windows share. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  /** What this window says to a question of another one. */
  readonly answer: (message: unknown) => unknown;
}

interface Parts {
  readonly link: WindowLink;
  readonly leases: Leases;
}

/** This window among the others of the editor. Nothing is loaded or opened before the first use. */
export class SharedWindows {
  #parts: Promise<Parts> | undefined;

  constructor(private readonly options: SharedWindowsOptions) {}

  /** From here on the other windows can reach this one. */
  async open(): Promise<void> {
    const { link } = await this.#load();
    await link.open();
  }

  async ask(message: unknown): Promise<readonly unknown[]> {
    const { link } = await this.#load();
    await link.open();
    return link.ask(message);
  }

  async tell(message: unknown): Promise<void> {
    const { link } = await this.#load();
    await link.open();
    await link.tell(message);
  }

  /** Something that one window has at a time; undefined when another one has it. */
  async take(name: string, holdForMs: number): Promise<Lease | undefined> {
    const { leases } = await this.#load();
    return leases.take(name, holdForMs);
  }

  async close(): Promise<void> {
    const parts = await this.#parts;
    await Promise.all([parts?.link.close(), parts?.leases.releaseAll()]);
  }

  #load(): Promise<Parts> {
    return (this.#parts ??= this.#make());
  }

  async #make(): Promise<Parts> {
    const { folder, clock, log, answer } = this.options;
    const { randomBytes } = await import('node:crypto');
    const { Leases, WindowLink } = await import('./link');
    const link = new WindowLink({
      folder,
      answer,
      log: (text) => {
        log.warn(text);
      },
    });
    return { link, leases: new Leases(folder, { owner: randomBytes(8).toString('hex'), clock }) };
  }
}
