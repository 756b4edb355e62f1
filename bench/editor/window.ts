import { readFile, rm, writeFile } from 'node:fs/promises';
import type { BrowserContext } from 'playwright-core';
import type { WorkbenchServer } from '../../scripts/lib/workbench.mjs';
import { untilTestsEnd } from '../shared/testsInPage';
import type { Findings, Job } from './job';

const LONGEST_MS = 500_000;

/** A VS Code whose windows share what they keep. */
export interface Place {
  readonly context: BrowserContext;
  readonly server: WorkbenchServer;
  readonly extension: string;
  /** The module that VS Code runs as tests. */
  readonly inside: string;
  readonly job: string;
  readonly findings: string;
}

export interface Opened {
  readonly findings: Findings;
  /** When the first row of a repository was in the page, in epoch milliseconds. */
  readonly paintedAt: number;
}

/** What the page notes. */
interface Noted {
  benchPaintedAt?: number;
}

export async function openWindow(place: Place, job: Job): Promise<Opened> {
  const { context, server, extension, inside } = place;
  await rm(place.findings, { force: true });
  await writeFile(place.job, JSON.stringify(job));
  const page = await context.newPage();
  try {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.addInitScript({ content: IN_PAGE });
    let paintedAt = Number.NaN;
    const ended = untilTestsEnd(page, LONGEST_MS, async () => {
      paintedAt = await page.evaluate(() => (globalThis as Noted).benchPaintedAt ?? Number.NaN);
    });
    const [lastWords] = await Promise.all([ended, page.goto(server.url({ extension, tests: inside }))]);
    const text = await readFile(place.findings, 'utf8').catch(() => {
      throw new Error(`The window has found nothing. The last that it said:\n${lastWords}`);
    });
    // The module has written it.
    return { findings: JSON.parse(text) as Findings, paintedAt };
  } finally {
    await page.close();
  }
}

/** Runs in the page. It is a text, as the project is compiled without the types of browsers. */
const IN_PAGE = `
  new MutationObserver(() => {
    if (globalThis.benchPaintedAt === undefined && document.querySelector('.monaco-list-row[aria-label*=", mirror: "]')) {
      // What is in the page is on screen with the next frame.
      requestAnimationFrame(() => (globalThis.benchPaintedAt ??= Date.now()));
    }
  }).observe(document, { subtree: true, childList: true, attributes: true });
  // A bare server has no key with which the browser keeps secrets for the next window.
  const { fetch } = window;
  window.fetch = (input, init) =>
    String(input?.url ?? input).endsWith('/mint-key')
      ? Promise.resolve(new Response(new Uint8Array(32).fill(1)))
      : fetch(input, init);
`;
