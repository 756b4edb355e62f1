import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import {
  builtInsOfTests,
  chromiumArguments,
  findChromium,
  findServerBuild,
  startWorkbenchServer,
  versions,
  type Version,
  type WorkbenchServer,
} from '../../scripts/lib/workbench.mjs';
import { findRoot } from '../host/launch/root';

const root = findRoot();
/** The oldest is installed where the host tests run in it. */
const installed = (['newest', 'oldest'] satisfies Version[]).filter((version) => findServerBuild(root, version));

for (const version of installed) {
  describe(`the server of VS Code ${versions[version].vscode}`, () => {
    let server: WorkbenchServer;
    before(async () => {
      server = await startWorkbenchServer({ root, version, builtIns: builtInsOfTests });
    });
    after(() => server.close());

    const token = () => new URL(server.url({})).searchParams.get('tkn') ?? '';
    const file = (words = '') =>
      `http://127.0.0.1:${server.port}/vscode-remote-resource?path=${encodeURIComponent(path.join(root, 'LICENSE'))}${words}`;

    it('gives files to whoever has its token, and to nobody else', async () => {
      const given = await fetch(file(`&tkn=${token()}`));
      assert.equal(given.status, 200);
      assert.match(await given.text(), /MIT License/);
      for (const words of ['', '&tkn=', '&tkn=wrong', `&tkn=${token().toUpperCase()}x`]) {
        const refused = await fetch(file(words));
        assert.equal(refused.status, 403, words);
        assert.doesNotMatch(await refused.text(), /MIT License/);
      }
    });

    it('shows the workbench to nobody without it', async () => {
      assert.equal((await fetch(`http://127.0.0.1:${server.port}/`)).status, 403);
    });

    it('has a token of its own, which no list of processes and no other user can show', async () => {
      assert.match(token(), /^[0-9a-f]{48}$/);
      const { stdout } = await promisify(execFile)('ps', ['-axww', '-o', 'args'], { maxBuffer: 1e8 });
      assert.match(stdout, /server-main\.js/);
      assert.ok(!stdout.includes(token()));
      assert.equal((await stat(path.join(server.dataFolder, 'connection-token'))).mode & 0o077, 0);
    });

    it('opens a window by its address, which no longer holds the token then', async () => {
      const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumArguments] });
      try {
        const page = await browser.newPage();
        await page.goto(server.url({ extension: root }));
        await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
        assert.ok(!page.url().includes('tkn='));
      } finally {
        await browser.close();
      }
    });
  });
}
