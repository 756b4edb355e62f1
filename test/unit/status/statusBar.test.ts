import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import { type CloudErrorKind, type RegistryId, toRepositoryId } from '../../../src/api/index';
import { statusAppearance, type StatusFacts } from '../../../src/status/statusAppearance';
import { statusTooltip } from '../../../src/status/statusTooltip';
import { NOTHING_KNOWN, type Problem } from '../../../src/ui/healthSummary';
import type { RegistryState } from '../../../src/ui/registryHealth';
import { createFormats } from '../../../src/ui/time';
import { NOT_WATCHED, together, type WatchState } from '../../../src/ui/watchState';
import { cloudError, expired, signedIn, TestClock } from '../ui/support';

const MINUTE = 60_000;
const clock = new TestClock();
const formats = createFormats('en');

function problem(number: number, severity: Problem['severity'] = 'failing'): Problem {
  return { repositoryId: toRepositoryId(number, 'test'), name: `mirror-${number}`, severity, words: `words-${number}` };
}

function registry(
  number: number,
  state: RegistryState['state'] = 'disconnected',
  name = `registry-${number}`,
): RegistryState {
  return { registryId: `r${number}` as RegistryId, name, state, words: 'not connected · Harbor' };
}

function facts(problems: readonly Problem[] = [], registries: readonly RegistryState[] = []): StatusFacts {
  return {
    session: signedIn(),
    health: { ...NOTHING_KNOWN, listKnown: true, repositories: 40, mirrors: 15, problems },
    registries: { asOf: clock.now(), registries },
    watch: NOT_WATCHED,
    mode: 'always',
    formats,
  };
}

function paused(kind: CloudErrorKind, minutes = 5): WatchState {
  return { ...NOT_WATCHED, pause: { error: cloudError(kind), until: clock.ago(-minutes * MINUTE) } };
}

describe('The item of the status bar', () => {
  for (const [what, problems, registries, text, label] of [
    [
      'mirrors and registries',
      [1, 2, 3],
      [1, 2],
      '3 mirrors, 2 registries',
      '3 of 15 mirrors need attention, 2 image registries are not connected',
    ],
    [
      'one of each',
      [1],
      [1],
      '1 mirror, 1 registry',
      '1 of 15 mirrors needs attention, 1 image registry is not connected',
    ],
    ['mirrors only', [1, 2], [], '2 mirrors', '2 of 15 mirrors need attention'],
    ['registries only', [], [1, 2], '2 registries', '2 image registries are not connected'],
  ] as const) {
    it(`counts ${what}, and says so in words`, () => {
      const shown = statusAppearance(
        facts(
          problems.map((number) => problem(number)),
          [...registries.map((number) => registry(number)), registry(9, 'connected'), registry(8, 'connecting')],
        ),
      );
      assert.equal(shown?.text, `$(error) ${text}`);
      assert.equal(shown.label, label);
      assert.equal(shown.background, 'statusBarItem.warningBackground');
    });
  }

  it('has a background only where something fails', () => {
    const shown = statusAppearance(facts([problem(1, 'stale'), problem(2, 'stuck')], [registry(1, 'unknown')]));
    assert.deepEqual([shown?.text, shown?.background], ['$(warning) 2 mirrors', undefined]);
  });

  it('is hidden when there is nothing to say of, and that is wanted', () => {
    assert.equal(statusAppearance({ ...facts(), mode: 'problems' }), undefined);
    assert.equal(statusAppearance({ ...facts([problem(1)]), mode: 'never' }), undefined);
    assert.equal(statusAppearance({ ...facts([problem(1)]), session: { state: 'signedOut' } }), undefined);
    assert.ok(statusAppearance({ ...facts([], [registry(1)]), mode: 'problems' }));
    assert.match(statusAppearance({ ...facts(), session: expired(), mode: 'problems' })?.text ?? '', /sign in again/);
  });

  it('says that nothing is read, and why', () => {
    const quiet = statusAppearance({ ...facts(), watch: paused('rateLimited') });
    assert.match(quiet?.text ?? '', /^\$\(debug-pause\) Paused until .*8:05/);
    assert.match(quiet?.label ?? '', /^Paused until .*: Huawei Cloud asks to slow down\.$/);
    const troubled = statusAppearance({ ...facts([problem(1)]), watch: paused('offline') });
    assert.equal(troubled?.text, '$(error) 1 mirror $(debug-pause)');
    assert.match(troubled.label, /^1 of 15 mirrors needs attention\. Paused until .*could not be reached/);
  });
});

describe('The tooltip of the status bar', () => {
  const tooltip = (each: Partial<StatusFacts>, away?: string) =>
    statusTooltip({ ...facts(), label: 'label', away, now: clock.now(), ...each });
  const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line.startsWith('- '));

  it('lists the worst five of both, and counts the others', () => {
    const many = facts(
      [problem(1), problem(2), problem(3, 'stuck'), problem(4, 'stale')],
      [registry(1), registry(2), registry(3, 'connected')],
    );
    const { value } = tooltip(many);
    const names = lines(value).map((line) => /\*\*(.*?)\*\*/.exec(line)?.[1]);
    assert.deepEqual(names, ['mirror-1', 'mirror-2', 'registry-1', 'registry-2', 'mirror-3']);
    assert.match(value, /and 1 more/);
  });

  it('has links that sync a mirror and show details, and no others', () => {
    const { value, isTrusted } = tooltip(facts([problem(7)], [registry(1)]));
    const links = [...value.matchAll(/\[([^\]]*)\]\(command:([\w.]+)\?([^)]*)\)/gu)].map(
      ([, text, command, argument]) => [text, command, JSON.parse(decodeURIComponent(argument ?? '')) as unknown],
    );
    assert.deepEqual(links, [
      ['Sync', 'codeartsMirrors.mirror.sync', [{ repositoryId: 7 }]],
      ['Details', 'codeartsMirrors.mirror.details', [{ repositoryId: 7 }]],
      ['Details', 'codeartsMirrors.registry.details', [{ registryId: 'r1' }]],
    ]);
    assert.deepEqual(isTrusted, {
      enabledCommands: [
        'codeartsMirrors.mirror.sync',
        'codeartsMirrors.mirror.details',
        'codeartsMirrors.registry.details',
      ],
    });
  });

  it('makes no link of what a server calls things', () => {
    const hostile = '[x](command:codeartsMirrors.mirror.sync?%5B%5D) <a href="command:x">y</a>';
    const id = 'r) [x](command:codeartsMirrors.mirror.sync' as RegistryId;
    const { value } = tooltip(
      facts(
        [{ ...problem(1), name: hostile, words: hostile }],
        [{ ...registry(1, 'disconnected', hostile), words: hostile, registryId: id }],
      ),
      hostile,
    );
    const open = [...value.matchAll(/(?<!\\)\]\(command:/gu)];
    assert.equal(open.length, 3);
    assert.doesNotMatch(value, /<a/);
    assert.ok(
      value.includes(
        encodeURIComponent(JSON.stringify([{ registryId: id }])).replace(/[()]/gu, (c) => (c === '(' ? '%28' : '%29')),
      ),
    );
  });

  it('says when it was checked and will be next, what pauses it, and what is from before', () => {
    const watch: WatchState = { ...NOT_WATCHED, checked: clock.ago(3 * MINUTE), next: clock.ago(-2 * MINUTE) };
    const moment = (date: Date | undefined): string => (date ? formats.moment(date, clock.now()) : '');
    const said = (each: WatchState): string => tooltip({ watch: each }).value.replaceAll('\\', '');
    assert.ok(said(watch).includes(`Checked ${moment(watch.checked)}, next ${moment(watch.next)}.`));
    const stopped = said({ ...watch, ...paused('rateLimited'), checked: watch.checked });
    assert.match(stopped, /Paused until .*: Huawei Cloud asks to slow down/);
    assert.ok(stopped.includes(`Checked ${moment(watch.checked)}.`));
    const asOf = clock.ago(60 * MINUTE);
    assert.ok(said({ ...watch, asOf }).includes(`As of ${moment(asOf)}.`));
  });

  it('says how far the number can be trusted, and what happened while nobody was here', () => {
    const { health } = facts();
    const { value } = tooltip(
      { health: { ...health, repositories: 329, unread: 310 } },
      '2 mirrors failed since Friday',
    );
    assert.match(value, /310 of 329 repositories are unchecked/);
    assert.match(value, /2 mirrors failed since Friday/);
  });
});

describe('How up to date mirrors and registries are together', () => {
  it('is the last reading, the next one, the oldest picture and what pauses either', () => {
    const early = clock.ago(9 * MINUTE);
    const late = clock.ago(MINUTE);
    const { pause } = paused('rateLimited');
    const one: WatchState = { checked: early, next: late, pause: undefined, asOf: late };
    const other: WatchState = { checked: late, next: early, pause, asOf: early };
    assert.deepEqual(together([one, other]), { checked: late, next: early, pause, asOf: early });
    assert.deepEqual(together([NOT_WATCHED, NOT_WATCHED]), NOT_WATCHED);
  });
});
