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
  /** Something has changed while it was drawn. */
  #again = false;
  /** It is to be drawn although it is out of sight. */
  #isOwed = false;
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
    this.#isOwed = false;
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
        page.onDidChange((change) => {
          if (change === 'person') {
            this.#drawAtOnce();
          } else {
            this.#request();
          }
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

  /** Out of sight too: what is there comes into sight as it was left. */
  #drawAtOnce(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isOwed = true;
    void this.#draw();
  }

  async #draw(): Promise<void> {
    if (this.#drawing || this.#disposed) {
      // What is being drawn may not have seen the change.
      this.#again = true;
      return;
    }
    this.#drawing = true;
    try {
      const before = this.#text;
      this.#drawnAt = this.now();
      const text = await this.text();
      if (before !== undefined && text !== before && (this.#visible || this.#isOwed)) {
        this.tell();
      }
    } catch {
      // What cannot be drawn leaves the text before on screen; asking for it again says why.
    } finally {
      this.#drawing = false;
    }
    if (!this.#again) {
      this.#isOwed = false;
    } else if (this.#isOwed) {
      this.#again = false;
      void this.#draw();
    } else {
      this.#again = false;
      this.#request();
    }
  }
}
