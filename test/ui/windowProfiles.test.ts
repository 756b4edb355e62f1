import assert from 'node:assert/strict';
import { signInWithPassword, signInWithToken } from './harness/signIn';
import { uses, useWindows } from './harness/windows';
import { until, type Workbench } from './harness/workbench';

const FIRST = 'sandbox-user · cn-north-4';
const SECOND = 'second-user · cn-north-4';

describe('two profiles in three windows', () => {
  const windows = useWindows(3);
  const { window, everywhere } = windows;

  it('leaves the other windows as they are when somebody signs in to another profile', async () => {
    await signInWithToken(window(1));
    await everywhere((one) => uses(one, FIRST));
    const second = window(1).sandbox.users.find(({ name }) => name === 'second-user');
    assert.ok(second);
    await signInWithPassword(window(1), second, {
      before: { Password: () => window(1).screenshot('sign-in-password') },
    });
    await window(1).notifications.waitFor('Signed in as second-user');
    await uses(window(1), SECOND);
    await uses(window(2), FIRST);
    await uses(window(3), FIRST);
  });

  it('offers both to choose from, and says which is used', async () => {
    await window(1).notifications.clear();
    await openSwitcher(window(1));
    const items = await window(1).quickInput.items();
    assert.deepEqual(
      items.map(({ label, description }) => [label, description]),
      [
        [FIRST, 'token · sandbox-account'],
        [SECOND, 'password · sandbox-account · this workspace only'],
        ['Sign in to another profile…', ''],
        ['Switch in the Accounts menu too…', ''],
      ],
    );
    assert.match(items[1]?.ariaLabel ?? '', /check/);
    await window(1).screenshot('switch-profile');
    await window(1).quickInput.cancel();
  });

  it('switches all windows that have no profile of their own', async () => {
    await switchTo(window(1), SECOND);
    await everywhere((one) => uses(one, SECOND));
  });

  it('keeps a profile to the windows of one workspace', async () => {
    await openSwitcher(window(3));
    await window(3).quickInput.itemButton(FIRST, 'Use in This Workspace Only');
    await uses(window(3), FIRST);
    await uses(window(1), SECOND);
    await uses(window(2), SECOND);
  });

  it('leaves that window alone when the others are switched', async () => {
    await switchTo(window(1), FIRST);
    await uses(window(2), FIRST);
    await switchTo(window(2), SECOND);
    await uses(window(1), SECOND);
    await uses(window(3), FIRST);
  });

  it('remembers it for the workspace', async () => {
    await window(3).reload();
    await window(3).openContainer();
    await uses(window(3), FIRST);
  });

  it('uses the default one in a folder that is opened for the first time', async () => {
    await uses(await windows.open(), SECOND);
  });

  it('tells the Accounts menu of both', async () => {
    await until(async () => {
      const shown = await window(2).accounts.labels();
      if ([FIRST, SECOND].every((name) => shown.some((text) => text.includes(name)))) return true;
      throw new Error(`It shows: ${shown.join(' | ')}`);
    }, 'the menu shows both');
  });

  it('is switched in the Accounts menu by whoever allows that, in one workspace', async () => {
    const { notifications, quickInput } = window(1);
    await openSwitcher(window(1));
    await quickInput.choose('Switch in the Accounts menu too…');
    await notifications.dialog();
    await notifications.clickDialogButton('Cancel');
    await openSwitcher(window(1));
    await quickInput.choose('Switch in the Accounts menu too…');
    for (const profile of [FIRST, SECOND]) {
      await until(async () => (await notifications.dialog()).detail.includes(profile), `asks for ${profile}`);
      if (profile === FIRST) await window(1).screenshot('accounts-menu-consent');
      await notifications.clickDialogButton('Allow');
    }
    await notifications.waitFor('can be chosen in the Accounts menu now');
    await chooseInAccountsMenu(window(1), FIRST);
    await uses(window(1), FIRST);
    await uses(window(2), SECOND);
    await chooseInAccountsMenu(window(1), SECOND);
    await uses(window(1), SECOND);
    await notifications.clear();
  });

  it('goes back to the one that is left when the other is signed out of', async () => {
    await window(3).runCommand('CodeArts Mirrors: Sign Out');
    await window(3).notifications.waitFor(`This window uses ${SECOND} now`);
    await everywhere((one) => uses(one, SECOND));
  });
});

async function openSwitcher(window: Workbench): Promise<void> {
  await window.runCommand('CodeArts Mirrors: Switch Profile…');
  await until(async () => (await window.quickInput.title()) === 'Switch Profile', 'the profiles are offered');
}

async function chooseInAccountsMenu({ accounts, quickInput }: Workbench, profile: string): Promise<void> {
  await accounts.choose([/Account Preferences/]);
  await quickInput.choose('CodeArts Mirrors');
  await quickInput.choose(profile);
}

async function switchTo(window: Workbench, profile: string): Promise<void> {
  await openSwitcher(window);
  await window.quickInput.choose(profile);
  await uses(window, profile);
}
