import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { placeOf } from './documentTabs';
import { type KeptNames, SCHEME } from './documentNames';
import { Disposables } from './emitter';
import { errorText } from './errorText';
import type { PageMaker } from './livePage';
import { escapeMarkdown } from './markdown';
import { OpenPage } from './openPage';

const KEPT = 50;

/** The documents that are open. */
export class Pages implements vscode.Disposable {
  readonly #owned = new Disposables();
  readonly #fixed = new Map<string, string>();
  readonly #pages = new Map<string, { readonly uri: vscode.Uri; readonly page: OpenPage }>();

  /** @param changed tells the editor that the text of a document is another one */
  constructor(
    private readonly makers: ReadonlyMap<string, PageMaker>,
    private readonly kept: KeptNames,
    private readonly changed: (uri: vscode.Uri) => void,
  ) {
    const follow = (): void => {
      this.#follow();
    };
    this.#owned.add(vscode.window.tabGroups.onDidChangeTabs(follow));
    this.#owned.add(vscode.window.tabGroups.onDidChangeTabGroups(follow));
    this.#owned.add(vscode.workspace.onDidCloseTextDocument(follow));
  }

  /** Fills previews that the editor brought back before anybody could tell it what is in them. */
  restore(): void {
    const names = this.kept.get();
    for (const name of Array.isArray(names) ? names.slice(0, KEPT) : []) {
      const uri = typeof name === 'string' ? vscode.Uri.parse(name) : undefined;
      if (uri?.scheme === SCHEME && placeOf(uri) === 'inSight') {
        void vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
      }
    }
  }

  async text(uri: vscode.Uri): Promise<string> {
    const fixed = this.#fixed.get(uri.toString());
    if (fixed !== undefined) {
      return fixed;
    }
    const page = this.#pageOf(uri);
    return page
      ? page.text().catch((error: unknown) => escapeMarkdown(errorText(error).message))
      : l10n.t('This page was opened in an earlier session. Run the command again to see it anew.');
  }

  /**
   * Opens a document as a rendered page, or as text where the editor cannot render Markdown.
   *
   * @param id tells documents apart; the same one is opened again for the same id. Its first word is the kind.
   * @param title becomes the name on the tab
   * @param fixed Markdown that does not change; left out for a kind that is served
   */
  async open(id: string, title: string, fixed?: string): Promise<void> {
    const name = title.replace(/[/\\?#%:]/gu, '_');
    // VS Code 1.100 takes two previews for one when only what stands behind `?` tells them apart.
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${id}/${name}.md` });
    if (fixed !== undefined) {
      this.#keep(uri.toString(), fixed);
      this.changed(uri);
    }
    const document = await vscode.workspace.openTextDocument(uri);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
      // The editor's own Markdown support can be switched off.
      await vscode.window.showTextDocument(document, { preview: true });
    }
    // Between the two it was open nowhere.
    this.#pageOf(uri);
    this.#follow();
  }

  dispose(): void {
    for (const { page } of this.#pages.values()) {
      page.dispose();
    }
    this.#pages.clear();
    this.#owned.dispose();
  }

  #pageOf(uri: vscode.Uri): OpenPage | undefined {
    const key = uri.toString();
    const known = this.#pages.get(key);
    const [, kind = '', rest = ''] = /^\/([^/]*)(?:\/(.*))?\/[^/]*$/s.exec(uri.path) ?? [];
    const make = this.makers.get(kind);
    if (known || !make || this.#fixed.has(key)) {
      return known?.page;
    }
    const page = new OpenPage(make(rest), () => {
      this.#tell(uri);
    });
    this.#pages.set(key, { uri, page });
    page.show(placeOf(uri) === 'inSight');
    this.#remember();
    return page;
  }

  /** The editor asks for the text of a document that it has open. One that has only a preview is opened again. */
  #tell(uri: vscode.Uri): void {
    if (isOpenDocument(uri)) {
      this.changed(uri);
    } else {
      void vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
    }
  }

  #follow(): void {
    for (const [key, { uri, page }] of [...this.#pages]) {
      const place = placeOf(uri);
      if (place === 'nowhere' && !isOpenDocument(uri)) {
        page.dispose();
        this.#pages.delete(key);
        this.#remember();
      } else {
        page.show(place === 'inSight');
      }
    }
  }

  #remember(): void {
    const names = [...this.#pages.keys()].slice(-KEPT);
    void this.kept.set(names.length === 0 ? undefined : names);
  }

  #keep(key: string, markdown: string): void {
    this.#fixed.delete(key);
    this.#fixed.set(key, markdown);
    const [oldest] = this.#fixed.keys();
    if (this.#fixed.size > KEPT && oldest !== undefined) {
      this.#fixed.delete(oldest);
    }
  }
}

function isOpenDocument(uri: vscode.Uri): boolean {
  const key = uri.toString();
  return vscode.workspace.textDocuments.some((document) => document.uri.toString() === key);
}
