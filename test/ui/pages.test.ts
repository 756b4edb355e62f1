import assert from 'node:assert/strict';
import { signInWithToken } from './harness/signIn';
import { isSignedOut, useWindows } from './harness/windows';

describe('a page that is open', () => {
  const windows = useWindows(1);
  const name = 'grows-old';

  before(async () => {
    const { data } = windows.window(1).sandbox;
    const repository = data.addRepository({ name, project: 'demo_project' });
    data.setMirror(repository.id, { url: 'https://example.com/grows-old.git', update_status: 'finished' });
    await signInWithToken(windows.window(1));
  });

  it('follows a mirror, and is there again after a reload before anything was asked', async () => {
    const window = windows.window(1);
    await window.trees.row(name);
    await window.trees.contextMenu(name, 'Show Mirror Details');
    await window.documentText('https://example.com/grows-old.git');
    const repository = window.sandbox.data.repositories().find((each) => each.name === name);
    assert.ok(repository);
    window.sandbox.data.failMirror(repository.id);
    await window.runCommand('CodeArts Mirrors: Refresh');
    await window.documentText('exit status 128');

    window.sandbox.faults.add({ kind: 'hang', match: {} });
    await window.reload();
    await window.documentText('exit status 128');
    window.sandbox.faults.clear();
  });

  it('says that nobody is signed in, and forgets what it showed', async () => {
    const window = windows.window(1);
    await window.runCommand('CodeArts Mirrors: Sign Out');
    const text = await window.documentText('Sign in to Huawei Cloud to see this repository');
    assert.doesNotMatch(text, /grows-old\.git/);
    await window.openContainer();
    await isSignedOut(window);
    await window.reload();
    await window.documentText('Sign in to Huawei Cloud to see this repository');
  });
});
