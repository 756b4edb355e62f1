import * as vscode from 'vscode';

/** An address that may be opened in the browser: http or https, without credentials. The server could send anything. */
export function webAddress(text: string): vscode.Uri | undefined {
  try {
    const { protocol, username, password } = new URL(text);
    return (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
      ? vscode.Uri.parse(text, true)
      : undefined;
  } catch {
    return undefined;
  }
}
