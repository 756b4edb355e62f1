import * as vscode from 'vscode';
import { Disposables } from '../../ui/emitter';

/** How a prompt ended. */
export type Answer<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'back' | 'left' };

/** What was typed or chosen in a prompt, for when somebody comes back to it. It lives as long as the wizard. */
export interface Kept {
  /** The text, or the label of the row. */
  text?: string;
}

/** Which step of the wizard a prompt is. */
export interface Place {
  readonly title: string;
  /** From 1. */
  readonly step: number;
  readonly steps: number;
  /** There is nothing to go back to. */
  readonly first?: boolean;
  readonly kept?: Kept;
}

export interface TextQuestion<T> extends Place {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  /** Masked; left out of everything but `check`. */
  readonly secret?: boolean;
  /** What is wrong with the text, looked at while it is typed. */
  readonly problem: (text: string) => string | undefined;
  /** What is unusual about a text that nothing is wrong with. Enter goes on all the same. */
  readonly doubt?: (text: string) => string | undefined;
  /** Asks the cloud about the text; what it throws is shown by `refusal` and can be corrected in place. */
  readonly check: (text: string, signal: AbortSignal) => Promise<T>;
  readonly refusal?: (error: unknown) => string;
  /** A button that goes on with the text unchecked. */
  readonly extra?: { readonly label: string; readonly icon: string; readonly take: (text: string) => T };
}

/** Asks for a text and checks it while the prompt stays open. */
export function askText<T>(question: TextQuestion<T>): Promise<Answer<T>> {
  return new Promise((resolve) => {
    const owned = new Disposables();
    const input = owned.add(vscode.window.createInputBox());
    const abort = new AbortController();
    const finish = (answer: Answer<T>): void => {
      abort.abort();
      resolve(answer);
      owned.dispose();
    };
    setPlace(input, question);
    input.buttons = backButton(question);
    input.prompt = question.prompt;
    input.placeholder = question.placeholder;
    input.value = question.kept?.text ?? question.value ?? '';
    input.password = question.secret === true;
    owned.add(onBack(input, finish));
    const { extra } = question;
    if (extra) {
      const button = { iconPath: new vscode.ThemeIcon(extra.icon), tooltip: extra.label };
      input.buttons = [...input.buttons, button];
      owned.add(
        input.onDidTriggerButton((pressed) => {
          if (pressed === button && !input.busy) {
            const problem = question.problem(input.value);
            input.validationMessage = problem;
            if (problem === undefined) {
              finish({ kind: 'done', value: extra.take(input.value) });
            }
          }
        }),
      );
    }
    owned.add(
      input.onDidHide(() => {
        finish({ kind: 'left' });
      }),
    );
    owned.add(
      input.onDidChangeValue((text) => {
        if (question.kept) {
          question.kept.text = text;
        }
        input.validationMessage = text === '' ? undefined : (question.problem(text) ?? doubtOf(question, text));
      }),
    );
    owned.add(
      input.onDidAccept(async () => {
        if (input.busy) {
          return;
        }
        const problem = question.problem(input.value);
        input.validationMessage = problem;
        if (problem !== undefined) {
          return;
        }
        input.busy = true;
        input.enabled = false;
        try {
          finish({ kind: 'done', value: await question.check(input.value, abort.signal) });
        } catch (error) {
          if (!abort.signal.aborted) {
            input.validationMessage = question.refusal?.(error) ?? String(error);
            input.enabled = true;
            input.busy = false;
          }
        }
      }),
    );
    input.show();
  });
}

function doubtOf<T>({ doubt }: TextQuestion<T>, text: string): vscode.InputBoxValidationMessage | undefined {
  const message = doubt?.(text);
  return message === undefined ? undefined : { message, severity: vscode.InputBoxValidationSeverity.Warning };
}

export interface PickQuestion<Item extends vscode.QuickPickItem> extends Place {
  readonly placeholder: string;
  readonly items: readonly Item[];
  /** The item that is chosen by pressing Enter. */
  readonly active?: (item: Item) => boolean;
  /** A row for a text that was typed and that no other row may stand for. */
  readonly typed?: (text: string) => Item | undefined;
}

export interface CheckedPickQuestion<Item extends vscode.QuickPickItem, T> extends PickQuestion<Item> {
  /** Asks the cloud about what was chosen; what it throws is shown by `refusal`, and something else can be chosen. */
  readonly check: (item: Item, signal: AbortSignal) => Promise<T>;
  readonly refusal: (error: unknown) => string;
}

/** Asks to choose one of several. */
export function askPick<Item extends vscode.QuickPickItem>(question: PickQuestion<Item>): Promise<Answer<Item>> {
  return askCheckedPick({ ...question, check: (item) => Promise.resolve(item), refusal: String });
}

/** Asks to choose one of several, and stays open while the choice is checked: leaving it, or Back, stops the check. */
export function askCheckedPick<Item extends vscode.QuickPickItem, T>(
  question: CheckedPickQuestion<Item, T>,
): Promise<Answer<T>> {
  return new Promise((resolve) => {
    const owned = new Disposables();
    const pick = owned.add(vscode.window.createQuickPick<Item>());
    const abort = new AbortController();
    const finish = (answer: Answer<T>): void => {
      abort.abort();
      resolve(answer);
      owned.dispose();
    };
    setPlace(pick, question);
    pick.buttons = backButton(question);
    pick.placeholder = question.placeholder;
    pick.items = question.items;
    pick.matchOnDescription = true;
    pick.matchOnDetail = true;
    const { kept, typed } = question;
    const active =
      question.items.find(({ label }) => label === kept?.text) ??
      (question.active && question.items.find(question.active));
    if (active) {
      pick.activeItems = [active];
    }
    if (typed) {
      owned.add(
        pick.onDidChangeValue((text) => {
          const row = typed(text);
          pick.items = row === undefined ? question.items : [...question.items, { ...row, alwaysShow: true }];
        }),
      );
    }
    owned.add(onBack(pick, finish));
    owned.add(
      pick.onDidHide(() => {
        finish({ kind: 'left' });
      }),
    );
    owned.add(
      pick.onDidAccept(async () => {
        const [chosen] = pick.selectedItems;
        if (!chosen || pick.busy) {
          return;
        }
        pick.busy = true;
        if (kept) {
          kept.text = chosen.label;
        }
        try {
          finish({ kind: 'done', value: await question.check(chosen, abort.signal) });
        } catch (error) {
          if (!abort.signal.aborted) {
            // A list has no place for a message but its rows.
            const detail = question.refusal(error);
            pick.items = pick.items.map((item) => (item === chosen ? { ...item, detail } : item));
            pick.busy = false;
          }
        }
      }),
    );
    pick.show();
  });
}

function setPlace(input: vscode.QuickInput, { title, step, steps }: Place): void {
  input.title = title;
  input.step = step;
  input.totalSteps = steps;
  input.ignoreFocusOut = true;
}

const backButton = ({ first }: Place): vscode.QuickInputButton[] =>
  first === true ? [] : [vscode.QuickInputButtons.Back];

function onBack(
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
  finish: (answer: { readonly kind: 'back' }) => void,
): vscode.Disposable {
  return input.onDidTriggerButton((button) => {
    if (button === vscode.QuickInputButtons.Back) {
      finish({ kind: 'back' });
    }
  });
}
