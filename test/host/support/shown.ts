import type * as vscode from 'vscode';

/** A notification or a modal question. */
export interface ShownMessage {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
  readonly modal: boolean;
  readonly detail: string;
  readonly buttons: readonly string[];
}

/** A list that something was to be chosen from. */
export interface ShownPick {
  readonly title: string;
  readonly placeHolder: string;
  readonly items: readonly vscode.QuickPickItem[];
  /** Rows that Enter would take, where the extension says so. */
  readonly active?: readonly vscode.QuickPickItem[];
  /** What is typed into it, where the extension leaves it open. */
  readonly value?: string;
}

export interface ShownProgress {
  readonly title: string;
  readonly cancellable: boolean;
  readonly messages: string[];
}

/** Whether an item of a list has this text in what can be read of it. */
export function mentions({ label, description, detail }: vscode.QuickPickItem, text: string): boolean {
  return [label, description, detail].some((part) => part?.includes(text));
}
