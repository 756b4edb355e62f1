import type { Locator, Page } from 'playwright-core';
import type { PageElement } from './dom';
import { exactly } from './exactly';
import { Menu } from './menu';
import { defaultTimeoutMs, until } from './until';

/** A row of a tree view, as a person sees it and as a screen reader says it. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** 1 for the roots. */
  readonly level: number;
  /** undefined: the row has no children. */
  readonly expanded: boolean | undefined;
  readonly selected: boolean;
  readonly ariaLabel: string;
}

/** The rows of projects: what needs attention stands above them once more. */
export function rowsOfProjects(rows: readonly TreeRow[]): readonly TreeRow[] {
  const isAttention = ({ level, label }: TreeRow): boolean =>
    level === 1 && ['Needs Attention', '需要关注'].includes(label);
  const start = rows.findIndex(isAttention);
  const end = rows.findIndex(({ level }, index) => level === 1 && index > start);
  return start < 0 ? rows : [...rows.slice(0, start), ...(end < 0 ? [] : rows.slice(end))];
}

/** The tree views of the side bar. */
export class Trees {
  constructor(private readonly page: Page) {}

  /** The view's section, by its title in the current language. */
  view(title: string): Locator {
    const heading = this.page.locator('.pane-header h3.title').filter({ hasText: exactly(title) });
    return this.page.locator('.sidebar .pane').filter({ has: heading });
  }

  /** Every row that the view has: the list draws those in sight only, so that a long one is scrolled through. */
  async rows(title: string): Promise<TreeRow[]> {
    const view = this.view(title);
    await view.waitFor();
    const found = new Map<number, TreeRow>();
    for await (const rows of this.pages(view)) {
      for (const [index, row] of rows) found.set(index, row);
    }
    return [...found].sort(([a], [b]) => a - b).map(([, row]) => row);
  }

  /** The rows that are in sight, without scrolling. */
  async visibleRows(title: string): Promise<TreeRow[]> {
    return (await this.view(title).evaluate(readRows)).rows.map(([, row]) => row);
  }

  /** Waits for the first row whose label is `text`, else the first that contains it, and scrolls to it where needed. */
  async row(text: string, timeoutMs = defaultTimeoutMs): Promise<Locator> {
    const all = this.page.locator('.sidebar .pane-body .monaco-list-row');
    const exact = all.filter({ has: this.page.locator('.label-name').filter({ hasText: exactly(text) }) }).first();
    const containing = all.filter({ hasText: text }).first();
    const inSight = async () => {
      const row = (await exact.count()) > 0 ? exact : containing;
      return (await this.isInSight(row)) ? row : undefined;
    };
    const scrollTo = async () => {
      const seen = new Set<string>();
      for (const view of await this.page.locator('.sidebar .pane.expanded').all()) {
        for await (const page of this.pages(view)) {
          const row = await inSight();
          if (row) return row;
          for (const [, { label, expanded }] of page) seen.add(expanded === false ? `${label} (closed)` : label);
        }
      }
      throw new Error(`There are: ${[...seen].join(' | ')}`);
    };
    const early = await until(inSight, 'the row is in sight', 1000).catch(() => undefined);
    return early ?? until(scrollTo, `there is a row "${text}"`, timeoutMs);
  }

  /** Waits until the row with this label says `words` beside it, and returns it. */
  async says(label: string, words: string): Promise<TreeRow> {
    return until(async () => {
      await this.row(label);
      const views = await this.page.locator('.sidebar .pane.expanded').all();
      const shown = await Promise.all(views.map((view) => view.evaluate(readRows)));
      const said = shown.flatMap(({ rows }) => rows.map(([, row]) => row)).filter((row) => row.label === label);
      const row = said.find(({ description }) => description.includes(words));
      if (!row) throw new Error(`It says: ${said.map(({ description }) => description).join(' | ')}`);
      return row;
    }, `"${label}" says "${words}"`);
  }

  async expand(text: string): Promise<void> {
    await this.toggle(text, true);
  }

  async collapse(text: string): Promise<void> {
    await this.toggle(text, false);
  }

  /** Selects rows: the first by a click, the others by Ctrl+click. */
  async select(...texts: readonly string[]): Promise<void> {
    for (const [index, text] of texts.entries()) {
      await this.uncover();
      await (await this.row(text)).click(index === 0 ? {} : { modifiers: ['ControlOrMeta'] });
    }
  }

  /** Clicks one of the buttons that a row shows when the mouse is over it. */
  async action(text: string, title: string): Promise<void> {
    await this.uncover();
    const row = await this.row(text);
    await row.hover();
    await row.locator(`.actions a.action-label[aria-label^="${title}"]`).first().click();
  }

  /** The titles of a row's buttons. */
  async actions(text: string): Promise<string[]> {
    await this.uncover();
    const row = await this.row(text);
    await row.hover();
    return row
      .locator('.actions a.action-label')
      .evaluateAll((all: PageElement[]) => all.map((one) => one.ariaLabel ?? ''));
  }

  /** Opens a row's context menu and returns what it offers; `item` is taken. Without one, the menu is closed again. */
  async contextMenu(text: string, item?: string): Promise<string[]> {
    const menu = new Menu(this.page, async () => {
      await this.uncover();
      await (await this.row(text)).click({ button: 'right' });
    });
    return item === undefined ? menu.labels() : menu.choose([item]);
  }

  /** What a row's tooltip says. `meanwhile` is done while it is shown. */
  async hover(text: string, meanwhile?: () => Promise<unknown>): Promise<string> {
    await this.uncover();
    const row = await this.row(text);
    const said = await until(async () => {
      // A row that is drawn anew below the mouse shows no tooltip until the mouse has been elsewhere.
      await this.page.mouse.move(800, 400);
      await row.locator('.label-name').first().hover();
      return until(() => this.tooltipText(), 'it says something', 5000);
    }, `"${text}" shows a tooltip`);
    await meanwhile?.();
    await this.uncover();
    return said;
  }

  /** The list also draws rows that are scrolled out of its frame. */
  private async isInSight(row: Locator): Promise<boolean> {
    if ((await row.count()) === 0) return false;
    const list = row.locator('xpath=ancestor::*[contains(concat(" ", @class, " "), " monaco-list ")][1]');
    const [inner, outer] = await Promise.all([row.boundingBox(), list.boundingBox()]);
    if (!inner || !outer) return false;
    return inner.y >= outer.y - 1 && inner.y + inner.height <= outer.y + outer.height + 1;
  }

  /** The tooltip of one row covers others. */
  async uncover(): Promise<void> {
    const isGone = async () => {
      if ((await this.tooltip().count()) === 0) return true;
      await this.page.mouse.move(800, 300 + Math.random() * 100);
      return false;
    };
    if (await until(isGone, 'no tooltip is shown', 2000).catch(() => false)) return;
    // The tooltip of an element that was drawn anew below the mouse stays: another one takes its place, and goes.
    const stuck = await this.tooltip()
      .innerText({ timeout: 500 })
      .catch(() => '');
    await this.page.locator('.activitybar .codicon-settings-view-bar-icon').hover();
    await until(async () => (await this.tooltip().innerText({ timeout: 500 })) !== stuck, 'another tooltip is shown');
    await until(isGone, 'no tooltip is shown');
  }

  private async tooltipText(): Promise<string | undefined> {
    const shown = await this.tooltip().innerText({ timeout: 500 });
    return shown !== '' && shown !== 'Loading...' ? shown : undefined;
  }

  private tooltip(): Locator {
    return this.page.locator('.workbench-hover:visible, .monaco-hover:visible').last();
  }

  private async toggle(text: string, expanded: boolean): Promise<void> {
    await this.uncover();
    const row = await this.row(text);
    if ((await row.getAttribute('aria-expanded')) !== String(expanded)) await row.locator('.monaco-tl-twistie').click();
    await until(
      async () => {
        // A row that is collapsed while its children are on their way opens again when they arrive.
        const loading = await row.locator('.monaco-tl-twistie.codicon-tree-item-loading').count();
        return loading === 0 && (await row.getAttribute('aria-expanded')) === String(expanded);
      },
      `"${text}" is ${expanded ? 'expanded' : 'collapsed'}`,
    );
  }

  /** Goes through a view from top to bottom, a page at a time. */
  private async *pages(view: Locator): AsyncGenerator<[number, TreeRow][]> {
    await this.scroll(view, -1);
    for (;;) {
      const { rows, total } = await view.evaluate(readRows);
      yield rows;
      const last = Math.max(-1, ...rows.map(([index]) => index));
      await this.scroll(view, 1);
      if (last + 1 >= total) {
        // The last row may have been cut off.
        yield (await view.evaluate(readRows)).rows;
        return;
      }
      const more = async () => (await view.evaluate(readRows)).rows.some(([index]) => index > last);
      // A list that has become shorter meanwhile has no more.
      if (!(await until(more, 'the next page is drawn', 3000).catch(() => false))) return;
    }
  }

  /** Turns the mouse wheel over the view: half a page down (1), or to the very top (-1). */
  private async scroll(view: Locator, direction: 1 | -1): Promise<void> {
    const list = view.locator('.monaco-list').first();
    const box = (await list.count()) > 0 ? await list.boundingBox() : null;
    if (!box) return;
    // Over the scroll bar, where no row shows a tooltip that would take the wheel.
    await this.page.mouse.move(box.x + box.width - 4, box.y + box.height / 2);
    if (direction > 0) {
      await this.page.mouse.wheel(0, box.height / 2);
      return;
    }
    await until(async () => {
      const { rows } = await view.evaluate(readRows);
      if (rows.length === 0 || rows.some(([index]) => index === 0)) return true;
      await this.page.mouse.wheel(0, -5000);
      return false;
    }, 'the top of the view is drawn');
  }
}

/** Runs in the page. `total` is how many rows the list would have, drawn or not. */
function readRows(view: PageElement): { rows: [number, TreeRow][]; total: number } {
  const text = (row: PageElement, selector: string) =>
    row.querySelector(selector)?.textContent.replace(/\u00a0/g, ' ') ?? '';
  const elements = [...view.querySelectorAll('.monaco-list-row')];
  const expanded = { true: true, false: false } as Record<string, boolean | undefined>;
  const rows = elements.map((row): [number, TreeRow] => [
    Number(row.dataset.index),
    {
      label: text(row, '.label-name'),
      description: text(row, '.label-description'),
      level: Number(row.ariaLevel),
      expanded: expanded[row.ariaExpanded ?? ''],
      selected: row.classList.contains('selected'),
      ariaLabel: row.ariaLabel ?? '',
    },
  ]);
  const all = view.querySelector('.monaco-list-rows')?.style.height ?? '0';
  const height = elements[0]?.offsetHeight ?? 22;
  return { rows: rows.sort(([a], [b]) => a - b), total: Math.round(parseFloat(all) / height) };
}
