import type { Disposable } from '../../ui/emitter';
import { Announcements, type Announcement } from './announcements';
import { Connections } from './connections';
import { Door } from './door';
import { exists, isAlive } from '../../windows/files';
import { checkSendable } from './frames';
import { question, type Outcome } from './question';
import { KEY_BYTES } from './sealed';

const ANSWER_LIMIT_MS = 3_000;

export interface WindowLinkOptions {
  /** The folder that the editor gives to the extension in every window: its `globalStorageUri`. */
  readonly folder: string;
  /** Called for what another window asks or tells. Undefined says that there is no answer. */
  readonly answer: (message: unknown) => unknown;
  /** For what is worth a line in the log. Never holds a message, or a part of one. */
  readonly log?: (text: string) => void;
}

interface Presence {
  readonly door: Door;
  readonly announced: Announcement;
}

/**
 * Lets the windows of one user on one computer speak to each other, from memory to memory: each listens on a socket of
 * its own, and says in the shared folder where and with which key. The editor's secret storage does not tell a window
 * what another has stored.
 */
export class WindowLink implements Disposable {
  readonly #announcements: Announcements;
  readonly #answer: (message: unknown) => unknown;
  readonly #log: (text: string) => void;
  readonly #questions = new Connections();
  #presence: Promise<Presence | undefined> | undefined;
  #closing: Promise<void> | undefined;

  /** Touches neither the disk nor the network. */
  constructor({ folder, answer, log = () => undefined }: WindowLinkOptions) {
    this.#announcements = new Announcements(folder);
    this.#answer = answer;
    this.#log = log;
  }

  /**
   * Makes this window one that the others can reach, or makes sure that it still is: folders for temporary files are
   * cleaned. Never throws: a window that cannot listen works alone, and the log says why.
   */
  async open(): Promise<void> {
    if (this.#closing === undefined) {
      // One after the other, so that a window is never there twice.
      this.#presence = this.#appear(this.#presence);
      await this.#presence;
    }
  }

  /**
   * Asks all other windows at once.
   *
   * @param message what JSON can hold, less than 1 MiB
   * @param limitMs milliseconds until those that have not answered are left out
   * @returns the answers that came; windows without one are left out
   * @throws RangeError or TypeError when the message cannot be sent to anybody
   */
  async ask(message: unknown, limitMs = ANSWER_LIMIT_MS): Promise<readonly unknown[]> {
    const answers = await this.#speak('ask', message, limitMs);
    return answers.filter((answer) => answer !== undefined);
  }

  /**
   * Tells all other windows something, without waiting for what they make of it.
   *
   * @param message as for `ask`
   * @param limitMs milliseconds
   * @returns how many windows have it
   * @throws RangeError or TypeError when the message cannot be sent to anybody
   */
  async tell(message: unknown, limitMs = ANSWER_LIMIT_MS): Promise<number> {
    return (await this.#speak('tell', message, limitMs)).length;
  }

  /** Stops listening, ends every connection and removes this window's files. */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  /** As `close`, for those who cannot wait. */
  dispose(): void {
    void this.close();
  }

  /** The answers of all windows that gave one. */
  async #speak(kind: 'ask' | 'tell', message: unknown, limitMs: number): Promise<readonly unknown[]> {
    checkSendable(message);
    if (this.#presence !== undefined) {
      await this.open();
    }
    const own = (await this.#presence)?.announced.id;
    const others = (await this.#announcements.list()).filter(({ id }) => id !== own);
    const outcomes = await Promise.all(others.map((window) => this.#askOne(window, kind, message, limitMs)));
    return outcomes.flatMap((outcome) => (outcome.kind === 'answered' ? [outcome.answer] : []));
  }

  async #askOne(window: Announcement, kind: 'ask' | 'tell', message: unknown, limitMs: number): Promise<Outcome> {
    if (this.#closing !== undefined) {
      return { kind: 'silent' };
    }
    const outcome = await question(window, { kind, message, limitMs, connections: this.#questions });
    if (outcome.kind === 'gone' || (outcome.kind === 'silent' && !isAlive(window.pid))) {
      await this.#announcements.forget(window);
    }
    return outcome;
  }

  async #appear(before: Promise<Presence | undefined> | undefined): Promise<Presence | undefined> {
    const present = await before;
    if (present !== undefined && (await this.#isReachable(present))) {
      return present;
    }
    await this.#disappear(present);
    let door: Door | undefined;
    try {
      const { randomBytes } = await import('node:crypto');
      const key = randomBytes(KEY_BYTES);
      door = await Door.open({ key, answer: this.#answer, log: this.#log });
      const announced = await this.#announcements.add({ address: door.address, key, pid: process.pid });
      return { door, announced };
    } catch (error) {
      await door?.close();
      this.#log(`Other windows cannot reach this one: ${error instanceof Error ? error.message : 'unknown'}`);
      return undefined;
    }
  }

  async #isReachable({ door, announced }: Presence): Promise<boolean> {
    const hasAddress = process.platform === 'win32' || (await exists(door.address));
    return hasAddress && (await this.#announcements.has(announced));
  }

  async #disappear(presence: Presence | undefined): Promise<void> {
    // First the file: nobody is to be sent to a door that is being closed.
    await (presence && this.#announcements.remove(presence.announced));
    await presence?.door.close();
  }

  async #end(): Promise<void> {
    this.#questions.end();
    await this.#disappear(await this.#presence);
  }
}
