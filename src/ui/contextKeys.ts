import * as vscode from 'vscode';

/** Values of the context keys that `when` clauses of the manifest read. */
export interface ContextKeys {
  'codeartsMirrors.session': 'signedOut' | 'dormant' | 'signedIn' | 'expired';
  /** The profile in use is one that can be changed: not sample data. */
  'codeartsMirrors.profile.editable': boolean;
  'codeartsMirrors.repositories.empty': boolean;
  /** More is on the server, and is read only when a person asks for it. */
  'codeartsMirrors.repositories.held': boolean;
  /** Filtered, or grouped or sorted otherwise than usual. */
  'codeartsMirrors.repositories.arranged': boolean;
  /** No repository passes the filter. */
  'codeartsMirrors.repositories.noMatch': boolean;
  'codeartsMirrors.registries.empty': boolean;
  'codeartsMirrors.registries.held': boolean;
  'codeartsMirrors.registries.filtered': boolean;
  'codeartsMirrors.registries.notOffered': boolean;
}

/** Writes context keys. The editor is told only about changes. */
export class ContextKeyWriter {
  readonly #last = new Map<string, unknown>();

  set<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
    if (this.#last.get(key) !== value) {
      this.#last.set(key, value);
      void vscode.commands.executeCommand('setContext', key, value);
    }
  }
}
