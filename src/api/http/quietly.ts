/** A listener that fails must not turn a good answer into an error, nor hide the error that it was told of. */
export function quietly(notify: () => void): void {
  try {
    notify();
  } catch {
    // Nobody is left to tell.
  }
}
