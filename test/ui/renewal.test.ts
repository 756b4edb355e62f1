import assert from 'node:assert/strict';
import { rowsOfProjects } from './harness/tree';
import { signInWithPassword } from './harness/signIn';
import { uses, useWindows } from './harness/windows';
import { until } from './harness/workbench';

const VIEW = 'Repositories';
const DAY_MS = 24 * 3600_000;
const LEFT_MS = 5 * 60_000;

describe('a token that two windows share and that can be renewed', () => {
  // While the cloud’s clock is behind, a token that it issues has only minutes left here.
  let behindMs = DAY_MS - LEFT_MS;
  const windows = useWindows(2, { repositories: 5, clock: () => new Date(Date.now() - behindMs) });
  const { window, everywhere } = windows;
  const created = () => window(1).sandbox.requests.filter(({ operationId }) => operationId === 'createToken').length;
  const refreshAll = async () => {
    const lists = () => window(1).sandbox.requests.filter(({ operationId }) => operationId === LIST).length;
    const before = lists();
    await everywhere((one) => one.viewAction(VIEW, 'Refresh'));
    await until(() => lists() >= before + windows.all.length, 'every window has read its list');
    await everywhere((one) => one.trees.says('bar', 'failed once'));
    await everywhere(async (one) => {
      assert.deepEqual(await one.notifications.shown(), []);
      assert.equal(rowsOfProjects(await one.trees.rows(VIEW))[0]?.label, 'demo_project');
    });
  };

  it('is renewed once before it ends, for both', async () => {
    const second = window(1).sandbox.users.find(({ name }) => name === 'second-user');
    assert.ok(second);
    let before = 0;
    const setClock = () => {
      // The password has been checked: there is a token, and nobody uses it yet.
      behindMs = 0;
      before = created();
    };
    await signInWithPassword(window(1), second, { before: { 'Staying Signed In': setClock } });
    await window(1).notifications.waitFor('The token renews automatically');
    await everywhere((one) => uses(one, 'second-user'));
    await until(() => created() > before, 'the token is renewed');
    await window(1).notifications.clear();
    await refreshAll();
    await refreshAll();
    assert.equal(created(), before + 1);
  });

  it('is renewed once after it was refused, and nobody is asked', async () => {
    const before = created();
    window(1).sandbox.data.endTokens();
    await refreshAll();
    await refreshAll();
    assert.equal(created(), before + 1);
  });

  it('lasts over a reload', async () => {
    const before = created();
    await window(2).reload();
    await window(2).openContainer();
    await uses(window(2), 'second-user');
    await refreshAll();
    assert.equal(created(), before);
  });

  it('is renewed by the window that has only heard of the password', async () => {
    const before = created();
    window(1).sandbox.data.endTokens();
    await window(2).viewAction(VIEW, 'Refresh');
    await until(() => created() > before, 'the token is renewed');
    await refreshAll();
    assert.equal(created(), before + 1);
  });
});

/** Read by every refresh of the view. */
const LIST = 'listUserAllRepositories';
