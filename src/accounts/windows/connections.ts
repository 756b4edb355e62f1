import type { Socket } from 'node:net';

/** Connections that are ended together. None of them keeps a process running. */
export class Connections {
  readonly #open = new Set<Socket>();
  #ended = false;

  /** Takes in a connection; one that comes too late is ended at once. */
  add(socket: Socket): void {
    socket.unref();
    // Who waits for something learns of the end, which follows each error.
    socket.on('error', () => undefined);
    if (this.#ended) {
      socket.destroy();
      return;
    }
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
  }

  /** Ends all, for good. */
  end(): void {
    this.#ended = true;
    for (const socket of this.#open) {
      socket.destroy();
    }
  }
}
