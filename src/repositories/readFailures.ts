import { isCloudError, type RepositoryId } from '../api/index';
import { againAfterMs, pauseAfterMs, setbackOf } from '../ui/setbacks';
import type { ReadingPause } from './readingPause';
import type { RowRetries } from './rowRetries';

/** A row that nothing gets through for is believed to stand for all so many times; then it is taken to be its own fault. */
const SHARED_FAILURES = 2;
/** What was refused today may have been allowed by tomorrow. */
const LASTING_MS = 24 * 3600_000;

/**
 * What becomes of a row that could not be read. `failed`: it says so, and may be asked for again later. `again`: all
 * reading is paused, and it is read when that ends. `person`: nothing can be read until a person does something.
 */
export type Verdict = 'failed' | 'again' | 'person';

/** Decides what a failure means for its row and for all the others, and notes it with both. */
export class ReadFailures {
  constructor(
    private readonly retries: RowRetries,
    private readonly pause: ReadingPause,
  ) {}

  judge(id: RepositoryId, error: unknown): Verdict {
    const setback = setbackOf(error);
    if (setback === 'person') {
      return 'person';
    }
    const rateLimited = isCloudError(error) && error.kind === 'rateLimited';
    const failures = rateLimited ? 0 : this.retries.failed(id);
    if (isCloudError(error) && setback === 'everything' && failures <= SHARED_FAILURES) {
      this.pause.begin(error);
      return 'again';
    }
    const wait = {
      everything: () => pauseAfterMs(failures),
      passing: () => againAfterMs(failures),
      lasting: () => LASTING_MS,
    };
    this.retries.askAgainAfter(id, wait[setback]());
    if (isCloudError(error)) {
      this.pause.noteOne(error);
    }
    return 'failed';
  }
}
