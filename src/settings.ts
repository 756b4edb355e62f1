import * as vscode from 'vscode';

const SECTION = 'codeartsMirrors';

/** The settings of the extension, read when they are needed, with anything unusable replaced by its default. */
export const settings = {
  endpointOverrides: (): Readonly<Record<string, unknown>> => {
    const value = read('endpoints');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  },
  staleAfterHours: (): number => positive(read('staleAfterHours'), 48),
  requestsPerMinute: (): number => positive(read('requestsPerMinute'), 600),
  statusBar: (): 'always' | 'problems' | 'never' => {
    const value = read('statusBar');
    return value === 'problems' || value === 'never' ? value : 'always';
  },
  onDidChange: (key: string, listener: () => void): vscode.Disposable =>
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${SECTION}.${key}`)) {
        listener();
      }
    }),
};

function read(key: string): unknown {
  return vscode.workspace.getConfiguration(SECTION).get(key);
}

function positive(value: unknown, otherwise: number): number {
  return typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : otherwise;
}
