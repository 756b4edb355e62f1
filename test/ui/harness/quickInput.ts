import type { Locator, Page } from 'playwright-core';
import type { PageElement } from './dom';
import { defaultTimeoutMs, until } from './until';

export interface QuickPickItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly ariaLabel: string;
  /** undefined: the list has no checkboxes. */
  readonly checked: boolean | undefined;
}

/** The box in the middle of the top: quick picks, input boxes, the palette. */
export class QuickInput {
  private readonly box: Locator;

  constructor(page: Page) {
    this.box = page.locator('.quick-input-widget:visible');
  }

  /** Waits until it is open and returns its title ("" without one). */
  async title(): Promise<string> {
    await this.box.waitFor();
    return (await this.box.locator('.quick-input-title').innerText()).trim();
  }

  async placeholder(): Promise<string> {
    return (await this.input().getAttribute('placeholder')) ?? '';
  }

  async value(): Promise<string> {
    return this.input().inputValue();
  }

  /** Is what is typed hidden? */
  async isPassword(): Promise<boolean> {
    return (await this.input().getAttribute('type')) === 'password';
  }

  /** Replaces what is in the box. */
  async type(text: string): Promise<void> {
    await this.input().fill(text);
  }

  /** What can be chosen, once there is something and it has come to rest. */
  async items(timeoutMs = defaultTimeoutMs): Promise<QuickPickItem[]> {
    await this.box.locator('.monaco-list-row').first().waitFor({ timeout: timeoutMs });
    await this.busyEnd();
    return this.box.locator('.monaco-list-row').evaluateAll(readItems);
  }

  /** Clicks the item whose label is `text`, else the first that contains it. */
  async choose(text: string, { exact = false } = {}): Promise<void> {
    const question = await this.question();
    let clicked = false;
    await until(async () => {
      // A click may be taken by a busy machine although it is reported as too late.
      if (clicked && (await this.question()) !== question) return true;
      const items = await this.items(2000);
      const same = items.findIndex((item) => item.label === text);
      const index = same >= 0 || exact ? same : items.findIndex((item) => item.label.includes(text));
      if (index < 0) throw new Error(`The list holds: ${items.map((item) => item.label).join(' | ')}`);
      clicked = true;
      await this.box.locator('.monaco-list-row').nth(index).click({ timeout: 2000 });
      return true;
    }, `"${text}" can be chosen`);
  }

  /** Clicks a button at the end of the item that contains `text`, by its tooltip. */
  async itemButton(text: string, tooltip: string): Promise<void> {
    await this.items();
    const row = this.box.locator('.monaco-list-row').filter({ hasText: text }).first();
    await row.hover();
    await row.locator(`a.action-label[aria-label^="${tooltip}"]`).click();
  }

  /** Checks or unchecks an item of a list with checkboxes. */
  async toggle(text: string): Promise<void> {
    await this.choose(text);
  }

  async accept(): Promise<void> {
    await this.input().press('Enter');
  }

  /** The OK button of a list with checkboxes. */
  async ok(): Promise<void> {
    await this.box.locator('.quick-input-action .monaco-button').first().click();
  }

  async cancel(): Promise<void> {
    await this.input().press('Escape');
    await this.closed();
  }

  async back(): Promise<void> {
    await this.button('Back');
  }

  /** Clicks a button in the title bar or in the box, by its tooltip. */
  async button(tooltip: string): Promise<void> {
    await this.box.locator(`a.action-label[aria-label^="${tooltip}"]`).first().click();
  }

  /** What the input box says below the text, "" when it is content. */
  async validationMessage(): Promise<string> {
    await this.busyEnd();
    const message = this.box.locator('.quick-input-message');
    return (await message.isVisible()) ? (await message.innerText()).trim() : '';
  }

  async closed(): Promise<void> {
    await this.box.waitFor({ state: 'hidden' });
  }

  async isOpen(): Promise<boolean> {
    return this.box.isVisible();
  }

  /** Is it open as the list of commands? */
  async isPalette(): Promise<boolean> {
    return (await this.input().evaluateAll((inputs: PageElement[]) => inputs.map((input) => input.value ?? ''))).some(
      (value) => value.startsWith('>'),
    );
  }

  private input(): Locator {
    return this.box.locator('.quick-input-box input');
  }

  /** What tells one question from the next; "" when none is asked. */
  private async question(): Promise<string> {
    const parts = this.box.locator('.quick-input-title, .quick-input-box input');
    return parts.evaluateAll((all: PageElement[]) =>
      all.map((part) => `${part.textContent}${part.ariaLabel ?? ''}${part.placeholder ?? ''}`).join('\n'),
    );
  }

  /** A list that is still loading shows a moving bar. */
  private async busyEnd(): Promise<void> {
    const bar = this.box.locator('.quick-input-progress.active');
    await until(async () => (await bar.count()) === 0, 'the box is not busy');
  }
}

/** Runs in the page. */
function readItems(rows: PageElement[]): QuickPickItem[] {
  const text = (row: PageElement, selector: string) =>
    row.querySelector(selector)?.textContent.replace(/\u00a0/g, ' ') ?? '';
  return rows.map((row) => {
    const box = row.querySelector('.quick-input-list-checkbox, .monaco-checkbox');
    return {
      label: text(row, '.quick-input-list-row .label-name').trim(),
      description: text(row, '.quick-input-list-row .label-description'),
      detail: text(row, '.quick-input-list-label-meta'),
      ariaLabel: row.ariaLabel ?? '',
      checked: box?.offsetParent ? row.ariaChecked === 'true' || box.ariaChecked === 'true' : undefined,
    };
  });
}
