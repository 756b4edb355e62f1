import * as vscode from 'vscode';

const SCHEME = 'codearts-mirrors';

/**
 * Read-only Markdown documents. A document is made when it is opened, and again when it is opened again; it holds
 * nothing that the editor would keep on disk.
 */
export class MarkdownDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #contents = new Map<string, string>();
  readonly #subscriptions = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
    vscode.workspace.onDidCloseTextDocument((document) => this.#contents.delete(document.uri.toString())),
  );

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#contents.get(uri.toString()) ?? '';
  }

  /**
   * Opens a document, rendered where the editor can render Markdown.
   *
   * @param id tells documents apart; the same one is opened again for the same id
   * @param title becomes the name on the tab
   */
  async open(id: string, title: string, markdown: string): Promise<void> {
    const name = title.replace(/[/\\?#%:]/gu, '_');
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md`, query: id });
    this.#contents.set(uri.toString(), markdown);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#changed.dispose();
  }
}
