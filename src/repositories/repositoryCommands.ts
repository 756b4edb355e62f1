import * as vscode from 'vscode';
import { copyFact } from '../ui/clipboard';
import type { CommandHandlers } from '../ui/commands';
import type { MarkdownDocuments } from '../ui/documents';
import type { RepositoryCommandParts } from './context';
import type { RevealParts } from './revealing';
import type { RowArrangement } from './rowArrangement';

export interface CommandSurroundings {
  readonly parts: RepositoryCommandParts;
  readonly rows: RowArrangement;
  readonly documents: MarkdownDocuments;
  readonly viewId: string;
  readonly reveal: RevealParts;
}

/** The commands of the view. Most of what they do is loaded when the first of them is called. */
export function repositoryCommands({ parts, rows, documents, viewId, reveal }: CommandSurroundings): CommandHandlers {
  const late = () => import('./mirrorCommands');
  return {
    'mirror.associate': async (...args) => (await late()).associateMirror(parts, args),
    'mirror.edit': async (...args) => (await late()).changeSource(parts, args),
    'mirror.sync': async (...args) => (await late()).syncMirror(parts, args),
    'mirror.overwrite': async (...args) => (await late()).overwriteMirror(parts, args),
    'mirror.openSource': async (...args) => (await late()).openSource(parts, args),
    'mirror.details': async (...args) => (await late()).showMirrorDetails(parts, documents, args),
    'mirror.checkAll': async () => (await late()).checkAllMirrors(parts),
    'project.sync': async (...args) => (await late()).syncProject(parts, args),
    'project.check': async (...args) => (await late()).checkProject(parts, args),
    'project.copyName': async (...args) => (await late()).copyProjectName(parts, args),
    'project.copyId': async (...args) => (await late()).copyProjectId(parts, args),
    'repository.openInBrowser': async (...args) => (await late()).openInBrowser(parts, args),
    'repository.copyUrl': async (...args) => (await late()).copyCloneUrl(parts, args),
    'repositories.loadMore': () => vscode.window.withProgress({ location: { viewId } }, () => parts.list.loadMore()),
    'repositories.filter': () => rows.filter(),
    'repositories.clearFilter': () => rows.reset(),
    groupBy: () => rows.group(),
    find: async () => (await late()).findRepository(parts, reveal),
    copyFact: (...args) => copyFact(args[0]),
  };
}
