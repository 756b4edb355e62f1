import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { signInWithToken } from './harness/signIn';
import { isSignedOut, storage, storedFiles, uses, useWindows } from './harness/windows';

const USER = 'sandbox-user · cn-north-4';

describe('stored profiles that make no sense', () => {
  const { window } = useWindows(1);
  const reload = async () => {
    await window(1).reload();
    await window(1).openContainer();
  };

  it('are said once, and the good one goes on', async () => {
    await signInWithToken(window(1));
    await uses(window(1), USER);
    const [good, ...others] = await storedFiles(window(1), 'profiles');
    assert.ok(good);
    assert.deepEqual(others, []);
    const text = await readFile(good, 'utf8');
    const { profile } = JSON.parse(text) as { profile: object };
    const bad = new Map([
      [file('0'.repeat(32)), text.slice(0, text.length / 2)],
      [file('1'.repeat(32)), JSON.stringify({ version: 99, profile: { ...profile, id: '1'.repeat(32) }, more: true })],
    ]);
    for (const [name, content] of bad) await writeFile(name, content);

    await reload();
    await uses(window(1), USER);
    const { severity } = await window(1).notifications.waitFor('left as it is');
    assert.equal(severity, 'warning');
    await window(1).viewAction('Repositories', 'Refresh');
    await window(1).trees.says('bar', 'failed once');
    assert.equal((await window(1).notifications.shown()).length, 1);
    await window(1).screenshot('unusable-profiles');
    for (const [name, content] of bad) assert.equal(await readFile(name, 'utf8'), content);
    assert.equal(await readFile(good, 'utf8'), text);
  });

  it('are shown where profiles are chosen, with what is wrong', async () => {
    await window(1).notifications.click('Switch Profile', 'left as it is');
    const items = await window(1).quickInput.items();
    assert.deepEqual(
      items.filter(({ label }) => label.startsWith('A stored profile')).map(({ detail }) => detail),
      [
        'Its file is damaged. Sign in again to replace it.',
        'A later version of this extension wrote it. Look for an update.',
      ],
    );
    await window(1).screenshot('switch-profile-unusable');
    await window(1).quickInput.cancel();
  });

  it('are kept when somebody signs in again to the one that is damaged', async () => {
    const [good] = (await storedFiles(window(1), 'profiles')).filter((name) => !/\/[01]{32}/.test(name));
    assert.ok(good);
    const damaged = '{"version": 1, "profile": {"id"';
    await writeFile(good, damaged);
    await reload();
    await isSignedOut(window(1));
    await window(1).notifications.waitFor('left as it is');
    assert.equal(await readFile(good, 'utf8'), damaged);
    await signInWithToken(window(1));
    await uses(window(1), USER);
    const stored = JSON.parse(await readFile(good, 'utf8')) as { profile: { name: string } };
    assert.equal(stored.profile.name, USER);
    assert.equal(await readFile(`${good}.kept`, 'utf8'), damaged);
  });

  function file(id: string): string {
    return path.join(storage(window(1), 'profiles'), `${id}.json`);
  }
});
