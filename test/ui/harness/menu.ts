import type { Locator, Page } from 'playwright-core';
import { exactly } from './exactly';
import { until } from './until';

export interface MenuChoice {
  /** Called before the last entry is taken, while the whole way to it is shown. */
  readonly before?: () => Promise<unknown>;
}

/**
 * A menu that opens beside what was clicked. An entry takes no click in the first tenth of a second after it is drawn,
 * and a menu shows what was known when it was opened: so each click is repeated until it has been taken, and the menu is
 * opened anew while it lacks what is looked for.
 */
export class Menu {
  constructor(
    private readonly page: Page,
    /** Clicks what it belongs to. */
    private readonly click: () => Promise<unknown>,
  ) {}

  /** What it offers; it is closed again. */
  async labels(): Promise<string[]> {
    await this.open();
    const labels = await this.shown();
    await this.close();
    return labels;
  }

  /**
   * Takes an entry by its label, after the labels of the sub-menus that lead to it.
   *
   * @returns what the menu offered, that of sub-menus included
   */
  async choose(path: readonly (string | RegExp)[], { before }: MenuChoice = {}): Promise<string[]> {
    let offered: string[] = [];
    await until(
      async () => {
        await this.open();
        try {
          for (const [index, label] of path.entries()) {
            const next = path[index + 1];
            await this.seen(label);
            if (next === undefined) {
              offered = await this.shown();
              await before?.();
            }
            await this.take(this.entry(label), async () =>
              next === undefined ? !(await this.isOpen()) : this.entry(next).isVisible(),
            );
          }
        } catch (error) {
          await this.close();
          throw error;
        }
        return true;
      },
      `"${path.map(String).join(' > ')}" is chosen in the menu`,
    );
    return offered;
  }

  private async open(): Promise<void> {
    if (await this.isOpen()) return;
    await this.click();
    await this.entries().first().waitFor({ timeout: 5000 });
  }

  private async close(): Promise<void> {
    await until(async () => {
      if (!(await this.isOpen())) return true;
      await this.page.keyboard.press('Escape');
      return false;
    }, 'the menu is closed');
  }

  private isOpen(): Promise<boolean> {
    return this.entries().first().isVisible();
  }

  private async seen(label: string | RegExp): Promise<void> {
    await until(() => this.entry(label).isVisible(), `it offers "${String(label)}"`, 2000).catch(async () => {
      throw new Error(`The menu offers: ${(await this.shown()).join(' | ')}`);
    });
  }

  /** Clicks until it shows. A click that was taken may be followed by others only where they do no harm: so it is waited for. */
  private async take(entry: Locator, isTaken: () => Promise<boolean>): Promise<void> {
    await until(
      async () => {
        if (await isTaken()) return true;
        await entry.click({ timeout: 1000 });
        return until(isTaken, 'the click has been taken', 2000);
      },
      'the entry has taken a click',
      10_000,
    );
  }

  private async shown(): Promise<string[]> {
    return (await this.entries().allTextContents()).map((text) => text.replace(/\u00a0/g, ' '));
  }

  private entry(label: string | RegExp): Locator {
    return this.entries()
      .filter({ hasText: typeof label === 'string' ? exactly(label) : label })
      .first();
  }

  private entries(): Locator {
    return this.page.locator('.monaco-menu:visible .action-label:not(.separator)');
  }
}
