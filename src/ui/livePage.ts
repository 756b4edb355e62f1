import type { Disposable, Event } from './emitter';

/** What it tells of has changed, or somebody else may be signed in, who must not see what was there before. */
export type PageChange = 'record' | 'person';

/** A page that follows what it tells of. */
export interface LivePage extends Disposable {
  /** Markdown, as of this moment. */
  text(): Promise<string>;
  /** Its text may be another one. */
  readonly onDidChange: Event<PageChange>;
  /** Called when it comes on screen; what is returned is disposed when it leaves it. */
  shown(): Disposable;
}

/**
 * Makes the page of a kind that is named in front of the key.
 *
 * @param key comes from the address of the document, which anyone may write
 */
export type PageMaker = (key: string) => Promise<LivePage>;
