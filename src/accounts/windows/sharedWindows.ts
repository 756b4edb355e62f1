import type { Log } from '../../ui/log';
import type { WindowLease, WindowLeases } from '../windowTurn';
import type { WindowLink } from './link';

export interface SharedWindowsOptions {
  /** The extension's own folder, which all windows share. */
  readonly folder: string;
  readonly leases: WindowLeases;
  readonly log: Log;
  /** What this window says to a question of another one. */
  readonly answer: (message: unknown) => unknown;
}

/** This window among the others of the editor. Nothing is loaded or opened before the first use. */
export class SharedWindows {
  #link: Promise<WindowLink> | undefined;

  constructor(private readonly options: SharedWindowsOptions) {}

  /** From here on the other windows can reach this one. */
  async open(): Promise<void> {
    const link = await this.#load();
    await link.open();
  }

  async ask(message: unknown): Promise<readonly unknown[]> {
    const link = await this.#load();
    await link.open();
    return link.ask(message);
  }

  async tell(message: unknown): Promise<void> {
    const link = await this.#load();
    await link.open();
    await link.tell(message);
  }

  /** Something that one window has at a time; undefined when another one has it. */
  take(name: string, holdForMs: number): Promise<WindowLease | undefined> {
    return this.options.leases.take(name, holdForMs);
  }

  async close(): Promise<void> {
    await (await this.#link)?.close();
  }

  #load(): Promise<WindowLink> {
    return (this.#link ??= this.#make());
  }

  async #make(): Promise<WindowLink> {
    const { folder, log, answer } = this.options;
    const { WindowLink } = await import('./link');
    return new WindowLink({
      folder,
      answer,
      log: (text) => {
        log.warn(text);
      },
    });
  }
}
