import * as vscode from 'vscode';
import { l10n } from 'vscode';

const SCHEME = 'codearts-mirrors';
const KEPT = 50;

/**
 * Read-only Markdown documents. Their text is made when they are opened and stays in memory: nothing of it is kept on
 * disk. The editor may close and reopen a document behind its preview, so that the last ones are kept.
 */
export class MarkdownDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #contents = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    return (
      this.#contents.get(uri.toString()) ??
      l10n.t('This page was opened in an earlier session. Open it again from the sidebar.')
    );
  }

  /**
   * Opens a document as a rendered page, or as text where the editor cannot render Markdown.
   *
   * @param id tells documents apart; the same one is opened again for the same id
   * @param title becomes the name on the tab
   */
  async open(id: string, title: string, markdown: string): Promise<void> {
    const name = title.replace(/[/\\?#%:]/gu, '_');
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md`, query: id });
    this.#keep(uri.toString(), markdown);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
      // The editor's own Markdown support can be switched off.
      await vscode.window.showTextDocument(document, { preview: true });
    }
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }

  #keep(key: string, markdown: string): void {
    this.#contents.delete(key);
    this.#contents.set(key, markdown);
    const [oldest] = this.#contents.keys();
    if (this.#contents.size > KEPT && oldest !== undefined) {
      this.#contents.delete(oldest);
    }
  }
}
