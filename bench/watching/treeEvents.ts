import '../shared/editorStub';
import type { CloudSize } from '../../test/support/world/fakeCloud';
import { Witness } from '../../test/support/world/witness';
import { START, World } from '../../test/support/world/world';
import { mirrorWords } from '../../src/repositories/mirrorWords';
import type { RepositoryNode } from '../../src/repositories/nodes';
import { RepositoriesModel } from '../../src/repositories/repositoriesModel';
import { RepositoriesTree } from '../../src/repositories/repositoriesTree';
import { ShownGroups } from '../../src/repositories/shownGroups';
import { coalesce } from '../../src/ui/coalesce';
import { Disposables } from '../../src/ui/emitter';
import { createFormats, type Formats } from '../../src/ui/time';
import { progress, report } from '../shared/report';

const HOUR = 3_600_000;
const BURST_MS = 100;
/** Of `TreeItemCollapsibleState`. */
const EXPANDED = 2;

/**
 * How often the view is drawn again in an hour in which nothing changes, with a project open: but for words such as "2
 * hours ago", and with them.
 */
export async function quietHours(size: CloudSize): Promise<void> {
  await quietHour('treeEvents', size, { ...createFormats('en'), relative: () => 'some time ago' }, { atMost: 0 });
  await quietHour('treeEventsWithAges', size, createFormats('en'));
}

async function quietHour(name: string, size: CloudSize, formats: Formats, goal?: { atMost: number }): Promise<void> {
  progress(`an hour without changes: ${name} ...`);
  const world = new World(size);
  const owned = new Disposables();
  try {
    const { time, cloud } = world;
    const window = world.open('window');
    const witness = new Witness(time, window, size.repositories);
    window.focused = true;
    const { list, readings, reader } = window;
    const model = owned.add(
      new RepositoriesModel({
        list,
        readings,
        clock: time.clock,
        healthSettings: () => ({ staleAfterHours: 48 }),
        wordsOf: (reading, health) => mirrorWords(reading, health, time.clock(), formats),
        withoutProject: 'Without a project',
        language: 'en',
        coalesce: (work) => coalesce(work, BURST_MS),
      }),
    );
    const groups = owned.add(new ShownGroups(model, 'Needs Attention'));
    const tree = owned.add(
      new RepositoriesTree({
        model,
        groups,
        list,
        readings,
        reader,
        clock: time.clock,
        formats,
        away: { current: undefined, since: undefined, onDidChange: () => ({ dispose: () => undefined }) },
        muted: { isMuted: () => false, onDidChange: () => ({ dispose: () => undefined }) },
        fullRecord: (repository) => Promise.resolve(repository),
      }),
    );
    let events = 0;
    let rows = 0;
    tree.onDidChangeTreeData((changed) => {
      events += 1;
      rows += Array.isArray(changed) ? changed.length : 1;
      void draw(tree, changed);
    });
    // It waits for the list, and that for time to pass.
    void draw(tree, undefined);
    // A survey beside rows on screen takes longer, and is a change of what the groups count.
    while (witness.completeAt === undefined && time.now < START + 24 * HOUR) {
      await time.runHours(1);
    }
    cloud.freeze();
    // What was under way is seen to have ended.
    await time.runHours(1);
    const before = { sent: cloud.sent.length, changes: witness.changes };
    events = 0;
    rows = 0;
    await time.runHours(1);
    report({
      name: `watching.quietHour.${name}`,
      value: events,
      unit: 'events',
      goal,
      context: {
        rowsDrawn: rows,
        rowsOnScreen: tree.shown().length,
        requests: cloud.sent.length - before.sent,
        changes: witness.changes - before.changes,
      },
    });
  } finally {
    await world.close();
    owned.dispose();
    world.end();
  }
}

/** Draws what has changed, as the editor does: what is open below it too. */
async function draw(tree: RepositoriesTree, changed: RepositoryNode | RepositoryNode[] | undefined): Promise<void> {
  const nodes = Array.isArray(changed) ? changed : [changed];
  for (const node of nodes) {
    const isOpen = !node || Number(tree.getTreeItem(node).collapsibleState) === EXPANDED;
    if (isOpen) {
      const children = await tree.getChildren(node);
      await draw(tree, children.length > 0 ? children : []);
    }
  }
}
