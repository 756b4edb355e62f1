import * as vscode from 'vscode';

/** The computer that the extension runs on, whose environment and files it reads. */
export interface Computer {
  /** What the editor calls it; undefined for the computer in front of the person. */
  readonly remote: string | undefined;
  /** It serves the editor to a browser. */
  readonly isServer: boolean;
  /** The window is connected to another computer, whichever of the two this is. */
  readonly isOneOfTwo: boolean;
}

/**
 * With the window on another computer, the extension may run on either side: `remoteName` alone does not tell.
 *
 * @param kind of the extension, as it runs
 */
export function computerOf(
  kind: vscode.ExtensionKind,
  { remoteName, uiKind }: Pick<typeof vscode.env, 'remoteName' | 'uiKind'>,
): Computer {
  const isRemote = remoteName !== undefined && kind === vscode.ExtensionKind.Workspace;
  return {
    remote: isRemote ? remoteName : undefined,
    isServer: uiKind === vscode.UIKind.Web,
    isOneOfTwo: remoteName !== undefined,
  };
}
