import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import type { Repository } from '../../../src/api/index';
import type { RepositoryGroup } from '../../../src/repositories/grouping';
import type { Arrangement } from '../../../src/repositories/shownGroups';
import { type HeadingParts, viewDescription, viewMessage } from '../../../src/repositories/viewHeading';
import type { ListState } from '../../../src/ui/listStore';
import { NOT_WATCHED } from '../../../src/ui/watchState';
import { createFormats } from '../../../src/ui/time';
import { cloudError, profileOf, TestClock } from '../ui/support';
import { repository } from './rowScene';

const clock = new TestClock();
const all = Array.from({ length: 1340 }, (_, index) => repository(`r${index}`));
const loaded = { items: all, rest: 'none', asOf: clock.now() } as const;

function filteredTo(count: number, undecided = 0): { arrangement: Arrangement; rest: readonly RepositoryGroup[] } {
  return {
    arrangement: {
      words: 'Failing',
      isFiltered: true,
      followsMirrors: true,
      includes: () => true,
      mayInclude: (each) => all.indexOf(each) < undecided,
      group: () => [],
    },
    rest: [{ key: 'a', name: 'A', repositories: all.slice(0, count) }],
  };
}

function parts(
  state: ListState<Repository>,
  groups: { arrangement?: Arrangement; rest: readonly RepositoryGroup[] } = { rest: [] },
  asOf?: Date,
): HeadingParts {
  const session = { state: 'dormant', profile: profileOf('Work') } as const;
  return {
    sessions: { current: session },
    list: { state },
    groups,
    model: { current: { failed: 0 } },
    found: { current: undefined },
    reader: { pause: undefined },
    watch: { current: { ...NOT_WATCHED, asOf } },
    clock: clock.now,
    formats: createFormats('en'),
  } as unknown as HeadingParts; // only what a heading looks at
}

describe('The heading of the Repositories view', () => {
  it('says whose repositories these are', () => {
    assert.equal(viewDescription(parts({ kind: 'ready', loaded })), 'Work');
    assert.equal(viewMessage(parts({ kind: 'ready', loaded })), undefined);
  });

  it('says from when they are until they are brought up to date, unless that failed', () => {
    const asOf = clock.ago(3_600_000);
    const time = createFormats('en').moment(asOf, clock.now());
    assert.equal(viewDescription(parts({ kind: 'ready', loaded }, undefined, asOf)), `Work · as of ${time}`);
    const failed = { kind: 'failed', error: cloudError('offline'), previous: { ...loaded, asOf } } as const;
    assert.equal(viewDescription(parts(failed, undefined, asOf)), 'Work');
    assert.match(viewMessage(parts(failed, undefined, asOf)) ?? '', new RegExp(`^As of ${time}`));
  });

  it('says first how many are left, and by which filter', () => {
    assert.equal(viewDescription(parts({ kind: 'ready', loaded }, filteredTo(12))), '12 of 1,340 · Failing · Work');
  });

  it('says how far a list has been read, and does not while an outage keeps it from that', () => {
    const part = { ...loaded, total: 5000, rest: 'coming' } as const;
    assert.equal(viewDescription(parts({ kind: 'ready', loaded: part })), 'Work · 1,340 of 5,000 read');
    const failed = parts({ kind: 'failed', error: cloudError('offline'), previous: part });
    assert.equal(viewDescription(failed), 'Work');
    assert.equal(viewMessage(failed), 'Incomplete: 1,340 of 5,000 read. The others could not be read.');
  });

  it('says that a list is not read to its end', () => {
    const part = { ...loaded, total: 5000, rest: 'held' } as const;
    assert.equal(viewMessage(parts({ kind: 'ready', loaded: part })), 'Not all are listed: 1,340 of 5,000 read.');
  });

  it('says how many may match that nobody has looked at', () => {
    const message = viewMessage(parts({ kind: 'ready', loaded }, filteredTo(12, 7)));
    assert.equal(message, 'Unchecked repositories that may match: 7.');
  });
});
