import * as vscode from 'vscode';
import { mentions, type ShownMessage, type ShownPick, type ShownProgress } from './shown';
import { type ShownInput, typedInput, type Typing } from './typedInput';
import { type Picking, typedPick } from './typedPick';

/** Which items of a list are chosen: the first whose label, description or detail contains the text; several for several. */
type Choice =
  | string
  | readonly string[]
  | ((items: readonly vscode.QuickPickItem[]) => vscode.QuickPickItem | undefined)
  | { readonly row: string; readonly button: string }
  | { readonly search: string }
  | typeof BACK;

/** Presses Back in a list. */
export const BACK = Symbol('back');

type Stub = readonly [object, string, PropertyDescriptor];

/**
 * The person in front of the editor. An extension host cannot press keys, so the questions that the extension asks are
 * answered here, and everything that it shows is remembered. What was not foreseen is left with Escape.
 */
export class Person {
  readonly messages: ShownMessage[] = [];
  readonly picks: ShownPick[] = [];
  readonly inputs: ShownInput[] = [];
  readonly progress: ShownProgress[] = [];
  /** Short messages in the status bar. */
  readonly hints: string[] = [];
  readonly opened: string[] = [];
  readonly copied: string[] = [];
  #choices: Choice[] = [];
  #habits: (readonly [RegExp, string])[] = [];
  #typings: Typing[] = [];
  #buttons: string[] = [];
  #files: vscode.Uri[] = [];
  #cancel = new vscode.CancellationTokenSource();
  readonly #stubs: Stub[] = [];

  /** Answers the next list. */
  chooses(...choices: Choice[]): this {
    this.#choices.push(...choices);
    return this;
  }

  /** From here on answers every list with this title, unless something else was said for the next list. */
  whenAsked(title: RegExp, choice: string): this {
    this.#habits.unshift([title, choice]);
    return this;
  }

  /** Answers the next input box; in a box that stays open, the next text follows after a refusal. */
  types(...texts: string[]): this {
    this.#typings.push(...texts.map((text) => ({ text })));
    return this;
  }

  /** Presses Back in the next input box. */
  goesBack(): this {
    this.#typings.push('back');
    return this;
  }

  /** Presses a button with this label as soon as one is offered. */
  presses(...buttons: string[]): this {
    this.#buttons.push(...buttons);
    return this;
  }

  /** Chooses this file in the next dialog that asks where to save. */
  saves(file: vscode.Uri): this {
    this.#files.push(file);
    return this;
  }

  /** Presses Cancel on every progress that is shown and can be cancelled. */
  cancels(): void {
    this.#cancel.cancel();
  }

  /** Forgets what was shown and what was to be answered. */
  forget(): void {
    for (const list of [this.messages, this.picks, this.inputs, this.progress, this.hints, this.opened, this.copied]) {
      list.splice(0);
    }
    this.#choices = [];
    this.#habits = [];
    this.#typings = [];
    this.#buttons = [];
    this.#files = [];
    this.#cancel = new vscode.CancellationTokenSource();
  }

  get texts(): readonly string[] {
    return this.messages.map(({ text }) => text);
  }

  arrives(): void {
    const { window, env } = vscode;
    for (const [name, severity] of [
      ['showInformationMessage', 'info'],
      ['showWarningMessage', 'warning'],
      ['showErrorMessage', 'error'],
    ] as const) {
      this.#stub(window, name, (text: string, ...rest: unknown[]) => this.#message(severity, text, rest));
    }
    this.#stub(window, 'showQuickPick', (items: unknown, options?: vscode.QuickPickOptions) =>
      this.#pick(items, options ?? {}),
    );
    this.#stub(window, 'showInputBox', (options?: vscode.InputBoxOptions) => this.#input(options ?? {}));
    this.#stub(window, 'showSaveDialog', () => Promise.resolve(this.#files.shift()));
    this.#stub(window, 'createInputBox', () =>
      typedInput(() => this.#typings.shift() ?? 'leave', this.#shownInput({ title: '' })),
    );
    this.#stub(window, 'createQuickPick', () => typedPick((opened) => this.#openedPick(opened)));
    this.#stub(window, 'withProgress', this.#withProgress(window.withProgress.bind(window)));
    this.#stub(window, 'setStatusBarMessage', (text: string) => {
      this.hints.push(text);
      return new vscode.Disposable(() => undefined);
    });
    this.#stub(env, 'openExternal', (address: vscode.Uri) => {
      this.opened.push(address.toString(true));
      return Promise.resolve(true);
    });
    const writeText = (text: string): Promise<void> => {
      this.copied.push(text);
      return Promise.resolve();
    };
    this.#stub(env, 'clipboard', { writeText, readText: () => Promise.resolve(this.copied.at(-1) ?? '') });
  }

  leaves(): void {
    for (const [target, name, original] of this.#stubs.splice(0)) {
      Object.defineProperty(target, name, original);
    }
  }

  #stub(target: object, name: string, value: unknown): void {
    this.#stubs.push([target, name, Object.getOwnPropertyDescriptor(target, name)!]);
    Object.defineProperty(target, name, { value, configurable: true, enumerable: true, writable: true });
  }

  #message(severity: ShownMessage['severity'], text: string, rest: readonly unknown[]): Promise<unknown> {
    const [first] = rest;
    const hasOptions = typeof first === 'object' && first !== null && !('title' in first);
    const options: vscode.MessageOptions = hasOptions ? first : {};
    const items = hasOptions ? rest.slice(1) : rest;
    const label = (item: unknown): string => (typeof item === 'string' ? item : (item as vscode.MessageItem).title);
    const buttons = items.map(label);
    this.messages.push({ severity, text, buttons, modal: options.modal === true, detail: options.detail ?? '' });
    const wanted = this.#buttons.findIndex((button) => buttons.includes(button));
    const [pressed] = wanted < 0 ? [] : this.#buttons.splice(wanted, 1);
    return Promise.resolve(items.find((item) => label(item) === pressed));
  }

  async #pick(given: unknown, options: vscode.QuickPickOptions): Promise<unknown> {
    const items = ((await given) as readonly (string | vscode.QuickPickItem)[]).map((item) =>
      typeof item === 'string' ? { label: item } : item,
    );
    this.picks.push({ title: options.title ?? '', placeHolder: options.placeHolder ?? '', items });
    const choice = this.#choices.shift();
    if (options.canPickMany === true) {
      const wanted = Array.isArray(choice) ? (choice as readonly string[]) : undefined;
      return wanted && items.filter((item) => wanted.some((text) => mentions(item, text)));
    }
    if (typeof choice === 'function') {
      return choice(items);
    }
    return typeof choice === 'string' ? items.find((item) => mentions(item, choice)) : undefined;
  }

  #openedPick(opened: ShownPick): Picking {
    this.picks.push(opened);
    const choice = this.#choices.shift() ?? this.#habits.find(([title]) => title.test(opened.title))?.[1];
    if (choice === BACK) {
      return { kind: 'back' };
    }
    const { items } = opened;
    if (typeof choice === 'object' && 'search' in choice) {
      return { kind: 'type', text: choice.search };
    }
    if (typeof choice === 'object' && 'row' in choice) {
      const row = items.find((item) => mentions(item, choice.row));
      return row ? { kind: 'press', item: row, tooltip: choice.button } : { kind: 'leave' };
    }
    const item =
      typeof choice === 'function'
        ? choice(items)
        : typeof choice === 'string'
          ? items.find((one) => mentions(one, choice))
          : undefined;
    return item ? { kind: 'choose', item } : { kind: 'leave' };
  }

  async #input(options: vscode.InputBoxOptions): Promise<string | undefined> {
    const shown = this.#shownInput(options);
    for (;;) {
      const typing = this.#typings.shift();
      if (typeof typing !== 'object') {
        return undefined;
      }
      const complaint = await options.validateInput?.(typing.text);
      const message = typeof complaint === 'string' ? complaint : complaint?.message;
      if (message) shown.complaints.push(message);
      const severity =
        typeof complaint === 'object' && complaint !== null
          ? complaint.severity
          : vscode.InputBoxValidationSeverity.Error;
      // The editor takes a text that it only informs or warns about.
      if (!message || severity !== vscode.InputBoxValidationSeverity.Error) {
        return typing.text;
      }
    }
  }

  #shownInput(options: vscode.InputBoxOptions): ShownInput {
    const { title = '', prompt = '', placeHolder = '', password = false, value = '' } = options;
    const shown = { title, prompt, placeHolder, password, value, complaints: [] };
    this.inputs.push(shown);
    return shown;
  }

  #withProgress(real: typeof vscode.window.withProgress): typeof vscode.window.withProgress {
    return (options, task) => {
      const shown: ShownProgress = {
        title: options.title ?? '',
        cancellable: options.cancellable === true,
        messages: [],
      };
      if (shown.title !== '') this.progress.push(shown);
      const { token } = this.#cancel;
      return real(options, (progress) =>
        task(
          {
            report: (step) => {
              if (step.message !== undefined) shown.messages.push(step.message);
              progress.report(step);
            },
          },
          token,
        ),
      );
    };
  }
}
