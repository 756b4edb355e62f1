#!/usr/bin/env node
// Stands in for VS Code's desktop executable where that cannot be downloaded: takes the same arguments, runs the same
// extension and the same tests in VS Code's server build and a headless Chromium, and ends with their exit code.
import { chromium, type Page } from 'playwright-core';
import {
  builtInsOfTests,
  chromiumArguments,
  findChromium,
  startWorkbenchServer,
  type Version,
} from '../../../scripts/lib/workbench.mjs';
import { parseLaunchArguments } from './arguments';
import { createLogPrinter } from './noise';
import { findRoot } from './root';
import { createWatchdog } from './watchdog';

async function main(): Promise<number> {
  const { folder, extension, tests, settings } = parseLaunchArguments(process.argv.slice(2));
  const watchdog = createWatchdog();
  const server = await startWorkbenchServer({
    root: findRoot(),
    version: (process.env.VSCODE_VERSION_UNDER_TEST as Version | undefined) ?? 'newest',
    builtIns: builtInsOfTests,
    settings,
    onOutput: (text) => {
      if (process.env.TEST_FULL_LOG) process.stdout.write(text);
      watchdog.serverSaid(text);
    },
  });
  void server.ended.then(() => {
    watchdog.fail("VS Code's server has ended.");
  });
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumArguments] });
  browser.on('disconnected', () => {
    watchdog.fail('The browser has ended.');
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const exitCode = listen(page, watchdog.alive);
    await page.goto(server.url({ folder, extension, tests }));
    return await Promise.race([exitCode, watchdog.failed]);
  } finally {
    watchdog.stop();
    await browser.close();
    await server.close();
  }
}

/** The page calls these two functions, if they exist: with each line of the extension host's console, and at the end. */
async function listen(page: Page, alive: () => void): Promise<number> {
  const print = createLogPrinter((text) => process.stdout.write(text));
  return new Promise((resolve, reject) => {
    page.on('crash', () => {
      reject(new Error('The page has crashed.'));
    });
    Promise.all([
      page.exposeFunction('codeAutomationLog', (level: string, args: unknown[]) => {
        alive();
        print(level, args);
      }),
      page.exposeFunction('codeAutomationExit', (code: number) => {
        resolve(code);
      }),
    ]).catch(reject);
  });
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
