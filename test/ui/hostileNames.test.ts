import assert from 'node:assert/strict';
import { screenshotOnFailure, startWorkbench, until, type Workbench } from './harness/workbench';

const VIEW = 'Repositories';
const MARKUP = [
  '**bold** _and_ `code`',
  '[run me](command:workbench.action.quit)',
  '![x](https://example.com/x.png)',
  '<img src=x onerror=alert(1)>',
  '</b><script>alert(1)</script>',
  '$(trash) $(sync~spin)',
];
const ADDRESSES = [
  'https://evil.example.net/a',
  'www.evil.example.net',
  'ftp://evil.example.net/',
  'mailto:a@evil.example.net',
  'b@evil.example.net',
  'file:///etc/passwd',
];

describe('names that bite', () => {
  let workbench: Workbench;
  const dialogs: string[] = [];
  const outside: string[] = [];
  before(async () => {
    workbench = await startWorkbench({ sandbox: { repositories: 0 } });
    workbench.page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    workbench.page.on('request', (request) => {
      if (/example\.com|\/x$/.test(request.url())) outside.push(request.url());
    });
    await workbench.openContainer();
    await workbench.trees.row('Names that bite');
    await workbench.trees.collapse('demo_project');
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('are written in the tree as they are, on one line', async () => {
    const labels = (await workbench.trees.rows(VIEW)).map(({ label }) => label);
    for (const name of MARKUP) assert.ok(labels.includes(name), `${name} is missing in ${labels.join(' | ')}`);
    for (const shown of ['tab and line break', 'bell  escape [31mred', 'gnp.txt.exe', '--upload-pack=touch pwned']) {
      assert.ok(
        labels.some((label) => label.replace(/\s+/g, ' ') === shown.replace(/\s+/g, ' ')),
        `${shown} is missing in ${labels.join(' | ')}`,
      );
    }
    await workbench.screenshot('hostile-names');
  });

  for (const name of MARKUP) {
    it(`stay text in the tooltip: ${name}`, async () => {
      const [heading] = (await workbench.trees.hover(name, () => nothingActive(name))).split('\n');
      // What keeps an address from becoming a link is seen by nobody.
      assert.equal(heading?.replaceAll('\u200b', ''), name);
    });
  }

  it('make no link of an address that the server wrote', async () => {
    const { data } = workbench.sandbox;
    const text = ADDRESSES.join(' ');
    const { id } = data.addRepository({ name: text, project: 'Names that bite' });
    data.setMirror(id, {
      url: 'https://git.example.net/acme/app.git',
      update_status: 'failed',
      last_error: JSON.stringify({ msg: text, code: '7' }),
    });
    await workbench.runCommand('CodeArts Mirrors: Refresh');
    const shown = await workbench.trees.hover(text, async () => {
      await workbench.screenshot('hostile-addresses');
      await nothingActive(text);
    });
    const said = shown.replaceAll('\u200b', '');
    for (const address of ADDRESSES)
      assert.ok(said.split(address).length > 2, `${address} is not in the name and in the error: ${said}`);
  });

  it('stay text in the details', async () => {
    for (const name of ['[run me](command:workbench.action.quit)', '<img src=x onerror=alert(1)>']) {
      await workbench.trees.contextMenu(name, 'Show Mirror Details');
      const text = await workbench.documentText(name);
      assert.equal(text.split('\n')[0], name);
      for (const tag of ['img', 'script', 'a[href^="command:"]'])
        assert.equal(await workbench.document().locator(tag).count(), 0, tag);
    }
    await workbench.screenshot('hostile-details');
  });

  it('stay text where a repository is picked', async () => {
    await workbench.runCommand('CodeArts Mirrors: Copy Clone Address');
    await workbench.quickInput.type('trash');
    const items = await until(async () => {
      const found = await workbench.quickInput.items();
      return found.length === 1 && found;
    }, 'one is found');
    assert.equal(items[0]?.label.replaceAll('\u200b', ''), '$(trash) $(sync~spin)');
    await workbench.screenshot('hostile-pick');
    await workbench.quickInput.cancel();
  });

  it('have run nothing and asked for nothing', () => {
    assert.deepEqual(dialogs, []);
    assert.deepEqual(outside, []);
  });

  async function nothingActive(name: string): Promise<void> {
    const tooltip = workbench.page.locator('.workbench-hover:visible').last();
    for (const tag of ['img', 'script', 'a', 'strong em', '.codicon-trash']) {
      assert.equal(await tooltip.locator(tag).count(), 0, `${tag} in the tooltip of ${name}`);
    }
  }
});
