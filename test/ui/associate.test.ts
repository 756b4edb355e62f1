import assert from 'node:assert/strict';
import { screenshotOnFailure, startWorkbench, until, type Workbench } from './harness/workbench';

const PROMPT = 'Address of the repository to pull from';

describe('associating a mirror', () => {
  let workbench: Workbench;
  let fresh: number;
  let source: string;
  before(async () => {
    workbench = await startWorkbench({ sandbox: { repositories: 3 } });
    const { data } = workbench.sandbox;
    fresh = data.addRepository({ name: 'fresh', project: 'demo_project', commits: 0 }).id;
    data.removeMirror(fresh);
    source = data.addUpstream('oss/source');
    await workbench.openContainer();
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  const associations = () => workbench.sandbox.requests.filter(({ path }) => path.endsWith('/associate'));
  const says = (words: string) =>
    until(async () => {
      const message = await workbench.quickInput.validationMessage();
      if (!message.startsWith(words)) throw new Error(`It says: ${message}`);
      return true;
    }, `the box says "${words}"`);

  it('begins with the button on the row of a repository without a mirror', async () => {
    await workbench.trees.says('fresh', 'no mirror');
    await workbench.trees.action('fresh', 'Associate Remote Mirror');
    assert.equal(await workbench.quickInput.title(), 'Source of the mirror fresh');
    assert.equal(await workbench.quickInput.placeholder(), 'https://github.com/owner/repository.git');
    await says(PROMPT);
  });

  const addresses = [
    ['git@github.com:owner/repository.git', 'Only http:// and https:// addresses can be mirrored'],
    ['ssh://git@github.com/owner/repository.git', 'Only http:// and https:// addresses can be mirrored'],
    ['https://user:secret@github.com/owner/repository.git', 'Remove the credentials'],
    ['https://github.com/owner/repo sitory.git', 'The address contains a space'],
    ['https://github.com/owner/repository', 'The address does not end with “.git”'],
    ['http://github.com/owner/repository.git', 'http:// is unencrypted'],
    [
      'https://github.com/owner/repository/tree/main',
      'This is a page, not a repository. Use https://github.com/owner/repository.git',
    ],
    ['https://gіthub.com/owner/repository.git', 'The host has letters that look like others'],
    ['https://github.com/owner/repository.git', PROMPT],
  ] as const;
  for (const [address, words] of addresses) {
    it(`says while ${address} is typed: ${words}`, async () => {
      await workbench.quickInput.type(address);
      await says(words);
    });
  }

  it('does not accept an address that cannot work', async () => {
    await workbench.quickInput.type('https://user:secret@github.com/owner/repository.git');
    await says('Remove the credentials');
    await workbench.screenshot('associate-credentials');
    await workbench.quickInput.accept();
    assert.equal(await workbench.quickInput.isOpen(), true);
    await workbench.quickInput.cancel();
    assert.deepEqual(associations(), []);
  });

  it('reports what the server answered, and the row follows', async () => {
    await workbench.trees.action('fresh', 'Associate Remote Mirror');
    await workbench.quickInput.title();
    await workbench.quickInput.type(source);
    await workbench.quickInput.accept();
    const { buttons } = await workbench.notifications.waitFor('fresh is set up');
    assert.deepEqual(buttons, ['Sync Now', 'Show Details']);
    await workbench.trees.says('fresh', 'sync');
    await workbench.screenshot('associated');
    assert.equal(workbench.sandbox.data.mirror(fresh)?.url, source);
    await workbench.notifications.click('Show Details', 'fresh is set up');
    assert.match(await workbench.documentText(source), /^fresh\s/);
    await workbench.notifications.clear();
  });

  it('asks before it replaces the source of a mirror', async () => {
    const other = workbench.sandbox.data.addUpstream('oss/other');
    const sent = associations().length;
    await replaceBy(other);
    const { text, detail, buttons } = await workbench.notifications.dialog();
    assert.equal(text, 'Replace the source of fresh?');
    assert.ok(detail.includes(`Current source: ${source}`) && detail.includes(`New source: ${other}`), detail);
    assert.ok(buttons.includes('Replace Source') && buttons.includes('Cancel'), buttons.join());
    await workbench.screenshot('associate-replace');
    await workbench.notifications.clickDialogButton('Cancel');
    assert.equal(associations().length, sent);

    await replaceBy(other);
    await workbench.notifications.clickDialogButton('Replace Source');
    await workbench.notifications.waitFor('fresh has a new source');
    assert.equal(workbench.sandbox.data.mirror(fresh)?.url, other);
    await workbench.notifications.clear();
  });

  it('looks it up when the answer is lost', async () => {
    const third = workbench.sandbox.data.addUpstream('oss/third');
    workbench.sandbox.faults.add({ kind: 'reset', after: true, match: { operationId: 'associateRemoteMirror' } });
    await replaceBy(third);
    await workbench.notifications.clickDialogButton('Replace Source');
    const { severity } = await workbench.notifications.waitFor('fresh has a new source');
    assert.equal(severity, 'info');
    workbench.sandbox.faults.clear();
    assert.equal(workbench.sandbox.data.mirror(fresh)?.url, third);
    await workbench.screenshot('associate-answer-lost');
  });

  async function replaceBy(url: string): Promise<void> {
    await workbench.trees.contextMenu('fresh', 'Change Source…');
    await workbench.quickInput.title();
    await workbench.quickInput.type(url);
    await workbench.quickInput.accept();
  }
});
