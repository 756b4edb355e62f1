import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** An input box that was shown: what it said, and what was wrong with each text that was typed into it. */
export interface ShownInput {
  title: string;
  prompt: string;
  placeHolder: string;
  password: boolean;
  /** What was in it when it opened. */
  value: string;
  /** Texts in the order in which they were complained about; a warning counts too. */
  readonly complaints: string[];
}

/** What a person does in an input box that stays open: type and press Enter, go back, or leave with Escape. */
export type Typing = { readonly text: string } | 'back' | 'leave';

/**
 * Stands in for `createInputBox`, because nobody types in an extension host. The box behaves as the editor's own does:
 * a text is typed, Enter is pressed, and while the box stays open the next thing is done.
 */
export function typedInput(next: () => Typing, shown: ShownInput): vscode.InputBox {
  const accept = new vscode.EventEmitter<void>();
  const hide = new vscode.EventEmitter<void>();
  const change = new vscode.EventEmitter<string>();
  const button = new vscode.EventEmitter<vscode.QuickInputButton>();
  let gone = false;
  let complaint: string | vscode.InputBoxValidationMessage | undefined;
  const box = {
    value: '',
    valueSelection: undefined,
    placeholder: undefined,
    password: false,
    buttons: [] as readonly vscode.QuickInputButton[],
    prompt: undefined,
    title: undefined,
    step: undefined,
    totalSteps: undefined,
    enabled: true,
    busy: false,
    ignoreFocusOut: false,
    get validationMessage() {
      return complaint;
    },
    set validationMessage(message) {
      complaint = message;
      const text = typeof message === 'string' ? message : message?.message;
      if (text) shown.complaints.push(text);
    },
    onDidAccept: accept.event,
    onDidHide: hide.event,
    onDidChangeValue: change.event,
    onDidTriggerButton: button.event,
    show: () => void act(),
    hide: () => {
      hide.fire();
    },
    dispose: () => {
      gone = true;
      for (const emitter of [accept, hide, change, button]) emitter.dispose();
    },
  } satisfies vscode.InputBox;

  // Functions, because the compiler would take the values for unchanged after an `await`.
  const isGone = (): boolean => gone;
  const isBusy = (): boolean => box.busy;

  async function act(): Promise<void> {
    const { title, prompt, placeholder } = box as vscode.InputBox;
    shown.title = title ?? '';
    shown.prompt = prompt ?? '';
    shown.placeHolder = placeholder ?? '';
    shown.password = box.password;
    shown.value = box.value;
    while (!isGone()) {
      const typing = next();
      if (typing === 'leave') {
        hide.fire();
      } else if (typing === 'back') {
        button.fire(vscode.QuickInputButtons.Back);
      } else {
        box.value = typing.text;
        change.fire(box.value);
        accept.fire();
        while (isBusy() && !isGone()) await delay(10);
      }
      await delay(0);
    }
  }
  return box;
}
