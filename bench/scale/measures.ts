import type { Repository, RepositoryId } from '../../src/api/index';
import { type Loaded, loadedOf } from '../../src/ui/listStore';
import type { Traffic } from './traffic';
import type { View } from './view';

/** How long something took, and what else is worth knowing about it. */
export interface Sample {
  readonly value: number;
  readonly context: Readonly<Record<string, number | undefined>>;
}

/** Until the rows of the first portion could be drawn, and what had to be asked for that. */
export async function firstRows(view: View, traffic: Traffic): Promise<Sample> {
  traffic.take();
  const started = performance.now();
  await view.list.load();
  const groups = view.model.groups.length;
  const value = performance.now() - started;
  const { items, total } = loaded(view);
  return { value, context: { ...traffic.take(), rows: items.length, total, groups } };
}

/** From there to the last record, behind what is on screen; and how often that is told. */
export async function otherRows(view: View, traffic: Traffic): Promise<Sample> {
  traffic.take();
  const started = performance.now();
  let steps = 0;
  const listening = view.list.onDidChange(() => {
    steps += 1;
  });
  await view.list.whole();
  listening.dispose();
  const groups = view.model.groups.length;
  const value = performance.now() - started;
  return { value, context: { steps, ...traffic.take(), rows: loaded(view).items.length, groups } };
}

/** All mirrors of one group, as when it is opened; and how often each row is drawn again because of it. */
export async function mirrorsOfGroup(view: View, traffic: Traffic, size: number): Promise<Sample> {
  const ids = largestGroup(view).slice(0, size);
  const events = new Map<RepositoryId, number>();
  let groupEvents = 0;
  const listening = [
    view.readings.onDidChange(({ id }) => events.set(id, (events.get(id) ?? 0) + 1)),
    view.model.onDidChangeGroups((keys) => {
      groupEvents += keys.length;
    }),
  ];
  traffic.take();
  const started = performance.now();
  view.reader.show(ids);
  await untilAllAreRead(view);
  const value = performance.now() - started;
  for (const each of listening) {
    each.dispose();
  }
  const rowEvents = Math.max(...events.values());
  const failed = ids.filter((id) => view.readings.stateOf(id).kind === 'failed').length;
  return { value, context: { ...traffic.take(), rows: ids.length, failed, rowEvents, groupEvents } };
}

/** What the model does after each burst of arrivals, while everything else waits. */
export function summary(view: View): Sample {
  const started = performance.now();
  view.model.recount();
  return { value: performance.now() - started, context: { rows: loaded(view).items.length } };
}

function untilAllAreRead({ readings, reader }: View): Promise<void> {
  return new Promise((resolve) => {
    const listening = readings.onDidChange(() => {
      // The store counts a request as done only after it has told of its result.
      setImmediate(() => {
        if (reader.waiting === 0) {
          listening.dispose();
          resolve();
        }
      });
    });
  });
}

function largestGroup(view: View): readonly RepositoryId[] {
  const groups = view.model.groups.map(({ repositories }) => repositories);
  return (groups.sort((a, b) => b.length - a.length)[0] ?? []).map(({ id }) => id);
}

function loaded(view: View): Loaded<Repository> {
  const { state } = view.list;
  const list = loadedOf(state);
  if (state.kind !== 'ready' || list === undefined) {
    throw new Error('The list could not be read', { cause: state });
  }
  return list;
}
