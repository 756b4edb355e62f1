import { readFile, rm } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import type { WorkbenchServer } from '../../scripts/lib/workbench.mjs';
import { untilTestsEnd } from '../shared/testsInPage';
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
    const [lastWords] = await Promise.all([untilTestsEnd(page, LONGEST_MS), page.goto(address)]);
    const text = await readFile(report, 'utf8').catch(() => {
      throw new Error(`VS Code has written no report. The last that it said:\n${lastWords}`);
    });
    return figuresOf(text, id);
  } finally {
    await page.close();
  }
}
