import { readFile, rm } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import type { WorkbenchServer } from '../../scripts/lib/workbench.mjs';
import { type Figures, figuresOf } from './figures';

const LONGEST_MS = 120_000;

/** A VS Code that has one of the two extensions. Its windows are opened one after the other. */
export interface Lane {
  readonly browser: Browser;
  readonly server: WorkbenchServer;
  /** The extension under development. */
  readonly host: string;
  /** The module that VS Code runs as tests. */
  readonly inside: string;
  /** The extension that is measured. */
  readonly id: string;
  /** Where the module writes VS Code's report. */
  readonly report: string;
}

/** Opens a window, with an extension host of its own, and returns what VS Code has measured. */
export async function measureWindow({ browser, server, host, inside, id, report }: Lane): Promise<Figures> {
  await rm(report, { force: true });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  try {
    const address = server.url({ extension: host, tests: inside });
    const [lastWords] = await Promise.all([untilTestsEnd(page), page.goto(address)]);
    const text = await readFile(report, 'utf8').catch(() => {
      throw new Error(`VS Code has written no report. The last that it said:\n${lastWords}`);
    });
    return figuresOf(text, id);
  } finally {
    await page.close();
  }
}

/** The page calls two functions, if they exist: with each thing that it logs, and when its tests have ended. */
async function untilTestsEnd(page: Page): Promise<string> {
  let lastWords = '';
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<string>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`VS Code did not report within ${LONGEST_MS / 1000} s. The last that it said:\n${lastWords}`));
      }, LONGEST_MS);
      page.on('crash', () => {
        reject(new Error('The page has crashed.'));
      });
      Promise.all([
        page.exposeFunction('codeAutomationLog', (_level: string, texts: unknown[]) => {
          lastWords = texts.join(' ');
        }),
        page.exposeFunction('codeAutomationExit', () => {
          resolve(lastWords);
        }),
      ]).catch(reject);
    });
  } finally {
    clearTimeout(timer);
  }
}
