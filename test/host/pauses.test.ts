import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { type Row, rowsOf } from './support/rows';
import { until } from './support/until';

/** Longer than a request waits by itself. */
const PAUSE_S = 11;

describe('when Huawei Cloud asks to slow down', () => {
  const cloud = useCloud({ repositories: 12 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;
  const throttleOnce = (): void => {
    const match = { operationId: 'showRemoteMirror' };
    cloud.sandbox.faults.add({ kind: 'status', status: 429, retryAfter: PAUSE_S, times: 1, match });
  };
  /** The longest time without a request for a mirror. */
  function longestSilence(): number {
    const times = cloud.requests('showRemoteMirror').map(({ at }) => at.getTime());
    return Math.max(...times.slice(1).map((time, index) => time - times[index]!));
  }
  async function rowsOfLargest(): Promise<readonly Row[]> {
    const groups = (await rowsOf(tree())).filter(({ contexts }) => contexts.includes('group'));
    const [largest] = groups.sort((a, b) => Number.parseInt(b.description) - Number.parseInt(a.description));
    return rowsOf(tree(), largest);
  }

  it('a row says so, a refresh says until when, and reading goes on by itself', async () => {
    throttleOnce();
    await until('a row that was not read', async () =>
      (await rowsOfLargest()).some(({ description, spoken }) => spoken.endsWith('not read: throttled') && description),
    );
    await run('refresh');
    const [problem] = await rowsOf(tree());
    assert.match(problem!.label, /^Paused until .+: Huawei Cloud asks to slow down\.$/);
    assert.equal(problem!.item.command, undefined, 'no button would help');
    await until(
      'all rows',
      async () => (await rowsOfLargest()).every(({ description }) => !/throttled|checking/.test(description)),
      20_000,
    );
    assert.ok(longestSilence() >= PAUSE_S * 1000 - 100, `${longestSilence()} ms`);
    await run('refresh');
  });

  it('a check of all mirrors waits, says so, and goes on until all are checked', async () => {
    throttleOnce();
    await run('mirror.checkAll');
    const messages = cloud.person.progress[0]!.messages;
    const paused = messages.find((message) => message.includes('Paused'));
    assert.match(paused ?? '', /^\d+ of \d+ · Paused until .+: Huawei Cloud asks to slow down\.$/);
    assert.match(messages.at(-1)!, /^(\d+) of \1$/);
    assert.doesNotMatch(cloud.person.texts.at(-1)!, /not checked/);
    assert.equal(cloud.api.health.current.unread, 0);
  });

  it('a check that waits can be cancelled', async () => {
    throttleOnce();
    const checking = run('mirror.checkAll');
    await until('the pause', () => cloud.person.progress[0]?.messages.some((message) => message.includes('Paused')));
    cloud.person.cancels();
    await checking;
    assert.match(cloud.person.texts.at(-1)!, /\d+ repositories were not checked\.$/);
    await run('signOut');
  });
});
