import * as vscode from 'vscode';
import { type KeptNames, SCHEME } from './documentNames';
import { Disposables } from './emitter';
import type { PageMaker } from './livePage';
import type { Pages } from './pages';

/**
 * Read-only Markdown documents. Their text stays in memory: nothing of it is kept on disk, only which documents are
 * open. One is fixed, or it is made from its address alone and follows what it tells of while it is on screen.
 */
export class MarkdownDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #owned = new Disposables();
  readonly #changed = this.#owned.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.#changed.event;
  readonly #makers = new Map<string, PageMaker>();
  #pages: Promise<Pages> | undefined;

  constructor(private readonly kept: KeptNames) {
    this.#owned.add(vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
  }

  /** Documents of this kind follow what they tell of, and outlive a reload of the window. */
  serve(kind: string, make: PageMaker): void {
    this.#makers.set(kind, make);
  }

  /** Fills previews that the editor brought back before anybody could tell it what is in them. */
  restore(): void {
    if (this.kept.get() !== undefined) {
      void this.#load().then((pages) => {
        pages.restore();
      });
    }
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    return (await this.#load()).text(uri);
  }

  /**
   * Opens a document as a rendered page, or as text where the editor cannot render Markdown.
   *
   * @param id tells documents apart; the same one is opened again for the same id. Its first word is the kind.
   * @param title becomes the name on the tab
   * @param fixed Markdown that does not change; left out for a kind that is served
   */
  async open(id: string, title: string, fixed?: string): Promise<void> {
    await (await this.#load()).open(id, title, fixed);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #load(): Promise<Pages> {
    return (this.#pages ??= import('./pages').then(({ Pages: Loaded }) =>
      this.#owned.add(
        new Loaded(this.#makers, this.kept, (uri) => {
          this.#changed.fire(uri);
        }),
      ),
    ));
  }
}
