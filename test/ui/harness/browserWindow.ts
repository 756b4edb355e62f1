import type { BrowserContext, Page } from 'playwright-core';

/**
 * A page in a window of its own. A second page would be a tab of the first one's window, and the browser hardly draws
 * the tabs that are behind another.
 */
export async function newWindow(context: BrowserContext): Promise<Page> {
  const opener = context.pages()[0];
  if (!opener) return context.newPage();
  const opened = context.waitForEvent('page');
  // "noopener": in a process of its own.
  await opener.evaluate("window.open('about:blank', '_blank', 'popup,noopener,width=1280,height=800')");
  return opened;
}
