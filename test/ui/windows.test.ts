import assert from 'node:assert/strict';
import { signInWithPassword, signInWithToken } from './harness/signIn';
import { isSignedOut, storedFiles, uses, useWindows } from './harness/windows';
import type { Workbench } from './harness/workbench';

describe('signing in and out with three windows', () => {
  const windows = useWindows(3);
  const { window, everywhere } = windows;

  it('shows the repositories in all of them, without a reload', async () => {
    await everywhere(mark);
    await signInWithToken(window(1));
    await window(1).notifications.waitFor('Signed in as sandbox-user');
    await everywhere((one) => uses(one, 'sandbox-user'));
    await everywhere((one) => one.trees.says('harbor-dev', 'connected'));
    await everywhere(isMarked);
  });

  it('says so in the window where somebody signed in, and nowhere else', async () => {
    for (const number of [2, 3]) {
      const shown = await window(number).notifications.shown();
      assert.equal(shown.length, 0, `window ${number} says: ${shown.map(({ text }) => text).join(' | ')}`);
    }
  });

  it('signs out of all of them', async () => {
    await window(2).runCommand('CodeArts Mirrors: Sign Out');
    await everywhere(isSignedOut);
    await everywhere(isMarked);
    for (const { trees } of windows.all) assert.deepEqual(await trees.visibleRows('Image Registries'), []);
    assert.deepEqual(await storedFiles(window(1), 'profiles'), []);
  });

  it('is still signed out where the window is reloaded, and asks the cloud nothing', async () => {
    const before = window(1).sandbox.requests.length;
    await window(1).reload();
    await window(1).openContainer();
    await isSignedOut(window(1));
    assert.equal(window(1).sandbox.requests.length, before);
  });

  it('is signed in after a reload of a window that has only heard of it', async () => {
    await signInWithToken(window(3));
    await everywhere((one) => uses(one, 'sandbox-user'));
    await window(2).reload();
    await window(2).openContainer();
    await uses(window(2), 'sandbox-user');
  });

  it('removes all data, in whichever window it is asked to', async () => {
    const second = window(1).sandbox.users.find(({ name }) => name === 'second-user');
    assert.ok(second);
    await signInWithPassword(window(1), second);
    await uses(window(1), 'second-user');
    assert.equal((await storedFiles(window(1), 'profiles')).length, 2);
    await window(2).runCommand('CodeArts Mirrors: Remove All Data…');
    const { text, detail } = await window(2).notifications.dialog();
    assert.match(text, /Remove all data of CodeArts Mirrors/);
    assert.match(detail, /tokens, passwords and keys, .* in all windows/);
    await window(2).screenshot('remove-all-data');
    await window(2).notifications.clickDialogButton('Remove All Data');
    await window(2).notifications.waitFor('All data was removed from this computer');
    await everywhere(isSignedOut);
    for (const folder of ['profiles', 'choices', 'leases', 'left']) {
      assert.deepEqual(await storedFiles(window(1), folder), [], folder);
    }
    await window(3).reload();
    await window(3).openContainer();
    await isSignedOut(window(3));
  });
});

/** What a page remembers until it is loaded again. */
async function mark({ page }: Workbench): Promise<void> {
  await page.evaluate('globalThis.loadedOnce = true');
}

async function isMarked({ page }: Workbench): Promise<void> {
  assert.equal(await page.evaluate('globalThis.loadedOnce'), true, 'the window was loaded again');
}
