import type { Page } from 'playwright-core';

/**
 * Waits until what VS Code runs as tests has ended. The page calls two functions, if they exist: with each thing that it
 * logs, and when its tests have ended.
 *
 * @param onEnd called while the page is still there
 * @returns the last that was logged
 */
export async function untilTestsEnd(
  page: Page,
  longestMs: number,
  onEnd: () => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  let lastWords = '';
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<string>((resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`VS Code did not report within ${longestMs / 1000} s. The last that it said:\n${lastWords}`));
      }, longestMs);
      page.on('crash', () => {
        reject(new Error('The page has crashed.'));
      });
      Promise.all([
        page.exposeFunction('codeAutomationLog', (_level: string, texts: unknown[]) => {
          lastWords = texts.join(' ');
        }),
        page.exposeFunction('codeAutomationExit', () => {
          onEnd().then(() => {
            resolve(lastWords);
          }, reject);
        }),
      ]).catch(reject);
    });
  } finally {
    clearTimeout(timer);
  }
}
