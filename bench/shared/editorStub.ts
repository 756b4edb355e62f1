// What rows are made of, for a benchmark that draws them without an editor. To be imported before what imports `vscode`.
import Module from 'node:module';
import { Emitter } from '../../src/ui/emitter';

class TreeItem {
  constructor(
    readonly label: string,
    readonly collapsibleState?: number,
  ) {}
}

class Named {
  constructor(
    readonly id: string,
    readonly color?: unknown,
  ) {}
}

const editor = {
  EventEmitter: Emitter,
  TreeItem,
  ThemeIcon: Named,
  ThemeColor: Named,
  TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
  l10n: {
    t: (message: string, ...args: readonly unknown[]) =>
      message.replace(/\{(\d+)\}/g, (_, index: string) => String(args[Number(index)])),
  },
};

/** The loader of Node, which is in no declaration. */
const loader = Module as unknown as { _load: (name: string, ...rest: unknown[]) => unknown };
const load = loader._load;
loader._load = (name, ...rest) => (name === 'vscode' ? editor : load(name, ...rest));
