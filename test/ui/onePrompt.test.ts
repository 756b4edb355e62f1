import assert from 'node:assert/strict';
import { rowsOfProjects } from './harness/tree';
import { signInWithToken } from './harness/signIn';
import { uses, useWindows } from './harness/windows';
import { until, type Workbench } from './harness/workbench';

const VIEW = 'Repositories';
const USER = 'sandbox-user';
const EXPIRED = 'Your sign-in has expired: a token lives for 24 hours.';

describe('a token that ends while three windows use it', () => {
  const windows = useWindows(3, { repositories: 60 });
  const { window, everywhere } = windows;
  const requests = () => window(1).sandbox.requests.length;
  /** How often a person is asked to sign in, in all windows together. */
  const prompts = async () => {
    const shown = await Promise.all(windows.all.map(({ notifications }) => notifications.shown()));
    return shown.flat().filter(({ buttons }) => buttons.includes('Sign In')).length;
  };
  /** Many requests of each window are under way then. */
  const endToken = async () => {
    const { sandbox } = window(1);
    const before = requests();
    sandbox.faults.add({ kind: 'latency', ms: 4000 });
    await everywhere((one) =>
      one === window(1) ? one.viewAction(VIEW, 'Refresh') : one.runCommand('CodeArts Mirrors: Check All Mirrors'),
    );
    await until(() => requests() >= before + 3 * windows.all.length, 'each window asks the cloud');
    sandbox.data.endTokens();
    await everywhere((one) => one.trees.says(EXPIRED, 'Sign In'));
    sandbox.faults.clear();
    await until(async () => (await prompts()) > 0, 'one window asks');
  };

  it('asks once in all of them', async () => {
    await signInWithToken(window(1));
    await everywhere((one) => uses(one, USER));
    await everywhere((one) => one.trees.says('bar', 'failed once'));
    await window(1).notifications.clear();
    await endToken();
    await everywhere((one) => one.statusBarSays('Mirrors: sign in again'));
    assert.equal(await prompts(), 1);
    await (await asking())?.screenshot('one-prompt');
  });

  it('sends nothing more', async () => {
    const before = requests();
    await everywhere((one) => one.notifications.clear());
    // What a person asks for is answered, without the cloud.
    await everywhere((one) => one.viewAction(VIEW, 'Refresh'));
    await everywhere((one) => one.notifications.waitFor(EXPIRED));
    await everywhere((one) => one.trees.expand('Names that bite'));
    await everywhere((one) => one.trees.row('**bold** _and_ `code`'));
    await everywhere((one) => one.notifications.clear());
    assert.equal(requests(), before);
  });

  it('goes on by itself in all of them once somebody has signed in again in one', async () => {
    await signInAgain(window(2));
    await everywhere(goesOn);
    assert.deepEqual(await window(1).notifications.shown(), []);
    assert.deepEqual(await window(3).notifications.shown(), []);
  });

  it('asks once again the next time', async () => {
    await everywhere((one) => one.notifications.clear());
    await endToken();
    assert.equal(await prompts(), 1);
    await signInAgain(window(1));
    await everywhere(goesOn);
  });

  async function asking(): Promise<Workbench | undefined> {
    for (const one of windows.all) {
      if ((await one.notifications.shown()).some(({ buttons }) => buttons.includes('Sign In'))) return one;
    }
    return undefined;
  }

  async function signInAgain(one: Workbench): Promise<void> {
    await signInWithToken(one, one.sandbox.data.anotherToken());
    await one.notifications.waitFor(`Signed in as ${USER}`);
  }

  async function goesOn(one: Workbench): Promise<void> {
    await until(
      async () => rowsOfProjects(await one.trees.rows(VIEW))[0]?.label === 'demo_project',
      'the problem is gone',
    );
    await one.statusBarSays('attention');
    await one.trees.says('bar', 'failed once');
  }
});
