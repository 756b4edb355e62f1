/**
 * A real workbench in a real browser, for tests of what a person sees and clicks:
 *
 *     describe('repositories', () => {
 *       let workbench: Workbench;
 *       before(async () => { workbench = await startWorkbench({ language: 'en', sandbox: { repositories: 20 } }); });
 *       after(() => workbench.close());
 *       screenshotOnFailure(() => workbench);
 *
 *       it('lists them', async () => {
 *         await workbench.openContainer();
 *         await workbench.trees.row('demo');                                   // waits for it
 *         const rows = await workbench.trees.rows('Repositories');             // [{label, description, level, ...}]
 *         await workbench.trees.contextMenu('demo', 'Sync Mirror');
 *         await workbench.notifications.waitFor('was synced');
 *         await workbench.screenshot('synced');                                // out/screenshots/synced.png
 *       });
 *     });
 *
 * Starting takes some seconds: once a file. Every wait is for a condition; a test never sleeps.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import {
  builtInsOfTests,
  chromiumArguments,
  findChromium,
  startWorkbenchServer,
  type WorkbenchServer,
} from '../../../scripts/lib/workbench.mjs';
import { findRoot } from '../../host/launch/root';
import { mintKeys, newWindow } from './browserWindow';
import type { PageElement } from './dom';
import { Menu } from './menu';
import { Notifications } from './notifications';
import { QuickInput } from './quickInput';
import { endpoints, signInLine } from './sandboxAccess';
import { Trees } from './tree';
import { defaultTimeoutMs, until } from './until';
import { still, type WorkbenchOptions } from './workbenchOptions';

export { screenshotOnFailure } from './failurePictures';
export { until } from './until';

/** Starts VS Code, with the extension under development signed in to a sandbox of its own, and opens a window. */
export async function startWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const root = findRoot();
  const { sandbox: sandboxOptions = {}, signIn = true, keepsSecrets = true, endpoint, folder, ...rest } = options;
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const sandbox = sandboxOptions === false ? undefined : await startSandbox(sandboxOptions);
    if (sandbox) closers.push(() => sandbox.close());
    const env = { ...(sandbox && signIn ? { CODEARTS_MIRRORS_SANDBOX: signInLine(sandbox) } : {}), ...options.env };
    const addresses = sandbox && !signIn ? { 'codeartsMirrors.endpoints': endpoints(endpoint ?? sandbox.url) } : {};
    const settings = { ...still, ...addresses, ...options.settings };
    const builtIns = builtInsOfTests;
    const server = await startWorkbenchServer({ ...rest, root, env, builtIns, settings });
    closers.push(() => server.close());
    const browser: Browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumArguments] });
    closers.push(() => browser.close());
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    if (keepsSecrets) await mintKeys(context);
    return await Workbench.open({ root, server, context, sandbox, close }, folder);
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the windows of one VS Code share. */
interface Shared {
  readonly root: string;
  readonly server: WorkbenchServer;
  readonly context: BrowserContext;
  readonly sandbox: Sandbox | undefined;
  close(): Promise<void>;
}

/** One window. */
export class Workbench {
  readonly trees: Trees;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  /** The Accounts menu. */
  readonly accounts: Menu;

  private constructor(
    private readonly shared: Shared,
    readonly page: Page,
  ) {
    page.setDefaultTimeout(defaultTimeoutMs);
    this.trees = new Trees(page);
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
    const accounts = page.locator('.activitybar a.action-label[aria-label^="Accounts"]');
    this.accounts = new Menu(page, () => accounts.click());
  }

  static async open(shared: Shared, folder: string | undefined): Promise<Workbench> {
    const workbench = new Workbench(shared, await newWindow(shared.context));
    await workbench.page.goto(shared.server.url({ folder, extension: shared.root }));
    await workbench.ready();
    return workbench;
  }

  /** Another window of the same VS Code, with the same profile and an extension host of its own. */
  openWindow(folder?: string): Promise<Workbench> {
    return Workbench.open(this.shared, folder);
  }

  /** The sandbox in this process: its faults can be switched, its requests looked at. */
  get sandbox(): Sandbox {
    if (!this.shared.sandbox) throw new Error('This workbench was started without a sandbox');
    return this.shared.sandbox;
  }

  /** Where VS Code keeps its profile and its logs. */
  get dataFolder(): string {
    return this.shared.server.dataFolder;
  }

  /** Writes `out/screenshots/<name>.png` and returns its path. `from`: how many pixels are left out at the top. */
  async screenshot(name: string, { from = 0 } = {}): Promise<string> {
    const file = path.join(this.shared.root, 'out/screenshots', `${name}.png`);
    await mkdir(path.dirname(file), { recursive: true });
    const { width, height } = this.page.viewportSize() ?? { width: 1280, height: 800 };
    // A tooltip that is fading in is shown as it will be.
    const clip = { x: 0, y: from, width, height: height - from };
    await this.page.screenshot({ path: file, clip, animations: 'disabled' });
    return file;
  }

  /** Shows the extension's views, by its icon in the activity bar. */
  async openContainer(): Promise<void> {
    if ((await this.tab().getAttribute('aria-expanded')) !== 'true') await this.icon().click();
    await until(async () => (await this.tab().getAttribute('aria-expanded')) === 'true', 'the container is open');
    await this.page.locator('.sidebar .pane-header').first().waitFor();
    // The icon's tooltip would cover the views.
    await this.page.mouse.move(800, 400);
  }

  /** Drags the edge of the side bar until it is about so many pixels wide. */
  async resizeSideBar(width: number): Promise<void> {
    const bar = this.page.locator('.part.sidebar');
    const box = await bar.boundingBox();
    if (!box) throw new Error('The side bar is not shown');
    const edge = box.x + box.width;
    await this.page.mouse.move(edge + 2, box.y + box.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(edge + 2 + width - box.width, box.y + box.height / 2, { steps: 5 });
    await this.page.mouse.up();
    await until(
      async () => Math.abs(((await bar.boundingBox())?.width ?? 0) - width) < 20,
      `the side bar is ${width} pixels wide`,
    );
  }

  /** The number on the icon in the activity bar, "" when there is none. */
  async viewBadge(): Promise<string> {
    const badge = this.tab().locator('.badge');
    return (await badge.isVisible()) ? (await badge.innerText()).trim() : '';
  }

  /** What a view shows while it has no rows: its welcome text and buttons, or its message. */
  async welcomeText(viewTitle: string): Promise<string> {
    const view = this.trees.view(viewTitle);
    await view.waitFor();
    const texts = await view
      .locator('.welcome-view-content:visible, .tree-explorer-viewlet-tree-view .message:visible')
      .allInnerTexts();
    return texts.join('\n').trim();
  }

  /** Clicks a button or a link in a view's welcome text. */
  async clickWelcome(viewTitle: string, label: string): Promise<void> {
    await this.trees.view(viewTitle).locator('.welcome-view-content').getByText(label).first().click();
  }

  /** Clicks a button in the title bar of a view. */
  async viewAction(viewTitle: string, title: string): Promise<void> {
    // Over a row of the view its tooltip would come, and may cover the title bar.
    await this.trees.uncover();
    const view = this.trees.view(viewTitle);
    await view.locator('.pane-header').hover();
    await view.locator(`.pane-header a.action-label[aria-label^="${title}"]`).click();
  }

  /** Runs a command by its full title in the palette, "Category: Title". */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickInput.type(`>${title}`);
    await this.quickInput.choose(title, { exact: true });
    // The next box is the command's own.
    await until(async () => !(await this.quickInput.isPalette()), 'the palette is closed');
  }

  /** The texts of the status bar, those that only a screen reader says in brackets. */
  async statusBar(): Promise<string[]> {
    const items = this.page.locator('.statusbar-item:visible');
    return items.evaluateAll((all: PageElement[]) =>
      all.map((item) => {
        const text = item.textContent.trim();
        const label = item.ariaLabel ?? '';
        return text === label || !label ? text : `${text} (${label})`.trim();
      }),
    );
  }

  /** Waits until an item of the status bar contains `text`, and returns what it says. */
  async statusBarSays(text: string): Promise<string> {
    return until(
      async () => (await this.statusBar()).find((item) => item.includes(text)),
      `the status bar says "${text}"`,
    );
  }

  /** Clicks the item of the status bar that contains `text`. */
  async clickStatusBar(text: string): Promise<void> {
    await this.page.locator('.statusbar-item:visible').filter({ hasText: text }).first().click();
  }

  /** The titles of the open editors. */
  async editors(): Promise<string[]> {
    return this.page.locator('.editor-group-container .tab .monaco-icon-name-container').allTextContents();
  }

  /** The text of the active editor, as far as it is in sight. */
  async openEditorText(): Promise<string> {
    const lines = this.page.locator('.editor-group-container.active .monaco-editor .view-lines .view-line');
    await lines.first().waitFor();
    const placed = await lines.evaluateAll((all: PageElement[]) =>
      all.map((line) => [parseFloat(line.style.top), line.textContent] as const),
    );
    return placed
      .sort(([a], [b]) => a - b)
      .map(([, text]) => text.replace(/\u00a0/g, ' '))
      .join('\n');
  }

  /** The body of the rendered Markdown document that was opened last. */
  document(): Locator {
    const outer = this.page.locator('iframe.webview').last().contentFrame();
    return outer.locator('iframe').contentFrame().locator('.markdown-body');
  }

  /** Waits until that document contains `text`, and returns all of it. */
  async documentText(text: string): Promise<string> {
    return until(async () => {
      const shown = await this.document().innerText({ timeout: 1000 });
      return shown.includes(text) ? shown : undefined;
    }, `a document with "${text}" is shown`);
  }

  async clipboard(): Promise<string> {
    return this.page.evaluate<string>('navigator.clipboard.readText()');
  }

  /** The page's own reload would not wait until everything is stored. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load', { timeout: 60_000 });
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.ready();
  }

  /** Ends the browser, VS Code and the sandbox. */
  close(): Promise<void> {
    return this.shared.close();
  }

  private tab() {
    const icon = this.page.locator('a.action-label[class*="view-extension-codeartsMirrors"]');
    return this.page.locator('.activitybar .action-item').filter({ has: icon });
  }

  private icon() {
    return this.tab().locator('a.action-label');
  }

  private async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await this.icon().waitFor({ timeout: 60_000 });
  }
}
