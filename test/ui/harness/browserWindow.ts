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

/**
 * With half of a key from the server, the page keeps secrets over a reload; the bare server build has none to give. (A
 * route would do too, but has every other request go through it, and the browser keep nothing in its cache.)
 */
export async function mintKeys(context: BrowserContext): Promise<void> {
  await context.addInitScript(`
    const { fetch } = window;
    window.fetch = (input, init) =>
      String(input?.url ?? input).endsWith('/mint-key')
        ? Promise.resolve(new Response(new Uint8Array(32).fill(1)))
        : fetch(input, init);
  `);
}
