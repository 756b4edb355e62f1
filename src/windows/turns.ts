/** Lets what is done with one name be done one after the other. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** @returns what `work` does, which starts when all that was begun before with this name has ended, well or not */
  take<T>(name: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#last.get(name) ?? Promise.resolve()).then(work);
    const ended = turn
      .catch(() => undefined)
      .then(() => {
        if (this.#last.get(name) === ended) {
          this.#last.delete(name);
        }
      });
    this.#last.set(name, ended);
    return turn;
  }
}
