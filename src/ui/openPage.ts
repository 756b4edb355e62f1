import { type Disposable, Disposables } from './emitter';
import type { LivePage } from './livePage';

/** What changes within this time is drawn together. */
const BURST_MS = 100;
/** A page is not drawn more often than this, however often its record changes. */
const REST_MS = 1000;
/** The smallest step by which an age in words grows. */
const AGE_MS = 60_000;

/** Draws a page again when its text has become another one, and only while it is on screen. */
export class OpenPage implements Disposable {
  readonly #owned = new Disposables();
  #inSight: Disposable | undefined;
  #visible = false;
  #disposed = false;
  #text: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #aging: NodeJS.Timeout | undefined;
  #drawing = false;
  #drawnAt = Number.NEGATIVE_INFINITY;

  /**
   * @param tell called when the text is another one than the editor was given
   * @param now milliseconds, of a clock that nobody sets
   */
  constructor(
    private readonly page: Promise<LivePage>,
    private readonly tell: () => void,
    private readonly now = (): number => performance.now(),
  ) {
    void this.#follow();
  }

  /** The text for the editor. */
  async text(): Promise<string> {
    this.#text = await (await this.page).text();
    return this.#text;
  }

  show(visible: boolean): void {
    if (visible === this.#visible || this.#disposed) {
      return;
    }
    this.#visible = visible;
    clearInterval(this.#aging);
    if (visible) {
      this.#aging = setInterval(() => {
        this.#request();
      }, AGE_MS);
      this.#aging.unref();
      this.#request();
    }
    void this.page.then(
      (page) => {
        this.#tellPage(page);
      },
      () => undefined,
    );
  }

  dispose(): void {
    this.#disposed = true;
    this.#visible = false;
    this.#inSight?.dispose();
    clearTimeout(this.#timer);
    clearInterval(this.#aging);
    this.#owned.dispose();
  }

  async #follow(): Promise<void> {
    const page = await this.page.catch(() => undefined);
    if (this.#disposed) {
      page?.dispose();
    } else if (page) {
      this.#owned.add(page);
      this.#owned.add(
        page.onDidChange(() => {
          this.#request();
        }),
      );
    }
  }

  #tellPage(page: LivePage): void {
    if (this.#visible && !this.#inSight) {
      this.#inSight = page.shown();
    } else if (!this.#visible) {
      this.#inSight?.dispose();
      this.#inSight = undefined;
    }
  }

  #request(): void {
    if (this.#visible) {
      this.#timer ??= setTimeout(
        () => {
          this.#timer = undefined;
          void this.#draw();
        },
        Math.max(BURST_MS, this.#drawnAt + REST_MS - this.now()),
      );
    }
  }

  async #draw(): Promise<void> {
    if (this.#drawing || this.#disposed) {
      // What is being drawn may not have seen the change.
      this.#request();
      return;
    }
    this.#drawing = true;
    try {
      const before = this.#text;
      this.#drawnAt = this.now();
      const text = await this.text();
      if (before !== undefined && text !== before && this.#visible) {
        this.tell();
      }
    } catch {
      // What cannot be drawn leaves the text before on screen; asking for it again says why.
    } finally {
      this.#drawing = false;
    }
  }
}
