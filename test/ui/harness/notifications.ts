import type { Locator, Page } from 'playwright-core';
import type { PageElement } from './dom';
import { exactly } from './exactly';
import { until } from './until';

export interface Notification {
  readonly severity: 'info' | 'warning' | 'error' | 'progress';
  readonly text: string;
  readonly buttons: readonly string[];
}

/** Messages in the lower right corner, and the modal ones in the middle. */
export class Notifications {
  constructor(private readonly page: Page) {}

  /** Those that are shown, newest first. */
  async shown(): Promise<Notification[]> {
    return this.toasts().evaluateAll(readNotifications);
  }

  /** Waits for one that contains `text`. */
  async waitFor(text: string): Promise<Notification> {
    return until(
      async () => (await this.shown()).find((one) => one.text.includes(text)),
      `a notification "${text}" is shown`,
    );
  }

  /** Clicks a button of the notification that contains `text` (of any, without one). */
  async click(button: string, text = ''): Promise<void> {
    const toast = this.toasts().filter({ hasText: text });
    await toast
      .locator('.notification-list-item-buttons-container a.monaco-button')
      .filter({ hasText: exactly(button) })
      .first()
      .click();
  }

  /** Takes all of them away, so that none covers what comes next. */
  async clear(): Promise<void> {
    await until(async () => {
      const toast = this.toasts().first();
      if ((await toast.count()) === 0) return true;
      // It may be fading in or out: nobody waits until it has come to rest.
      await toast.hover({ timeout: 2000, force: true });
      const away = toast.locator('.codicon-notifications-clear, .codicon-notifications-hide').first();
      await away.click({ timeout: 2000, force: true });
      return false;
    }, 'no notification is shown');
  }

  /** The modal dialog: what it says and which buttons it has. */
  async dialog(): Promise<{ text: string; detail: string; buttons: string[] }> {
    const dialog = this.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    return {
      text: (await dialog.locator('.dialog-message-text').innerText()).trim(),
      detail: (await dialog.locator('.dialog-message-detail').allInnerTexts()).join('\n').trim(),
      buttons: await dialog.locator('.dialog-buttons a.monaco-button').allInnerTexts(),
    };
  }

  async clickDialogButton(label: string): Promise<void> {
    const dialog = this.page.locator('.monaco-dialog-box');
    // Another dialog may take its place at once.
    const asked = await dialog.elementHandle();
    await dialog
      .locator('.dialog-buttons a.monaco-button')
      .filter({ hasText: exactly(label) })
      .click();
    await asked.waitForElementState('hidden');
  }

  private toasts(): Locator {
    return this.page.locator('.notifications-toasts .notification-toast:visible');
  }
}

/** Runs in the page. */
function readNotifications(toasts: PageElement[]): Notification[] {
  return toasts.map((toast) => {
    const icon = toast.querySelector('.notification-list-item-icon')?.className ?? '';
    const progress = toast.querySelector('.monaco-progress-container:not(.done)');
    const severity = icon.includes('error') ? 'error' : icon.includes('warning') ? 'warning' : 'info';
    return {
      severity: progress?.classList.contains('active') ? 'progress' : severity,
      text: toast.querySelector('.notification-list-item-message')?.textContent.replace(/\u00a0/g, ' ') ?? '',
      buttons: [...toast.querySelectorAll('.notification-list-item-buttons-container a.monaco-button')].map(
        (button) => button.textContent,
      ),
    };
  });
}
