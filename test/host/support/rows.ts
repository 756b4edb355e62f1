import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './until';

type Tree = vscode.TreeDataProvider<unknown>;

/** A row as a person sees it. */
export interface Row {
  readonly node: unknown;
  readonly item: vscode.TreeItem;
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly contexts: readonly string[];
  /** What a screen reader says. */
  readonly spoken: string;
}

/** The rows below a node, or the topmost ones, asked for as the workbench does. */
export async function rowsOf(tree: Tree, parent?: Row): Promise<readonly Row[]> {
  const nodes = (await tree.getChildren(parent?.node)) ?? [];
  return Promise.all(nodes.map((node) => rowOf(tree, node)));
}

export async function rowOf(tree: Tree, node: unknown): Promise<Row> {
  const item = await tree.getTreeItem(node);
  return {
    node,
    item,
    id: item.id ?? '',
    label: typeof item.label === 'string' ? item.label : (item.label?.label ?? ''),
    description: typeof item.description === 'string' ? item.description : '',
    contexts: (item.contextValue ?? '').split(' '),
    spoken: item.accessibilityInformation?.label ?? '',
  };
}

/** The only row with this label, or whose label matches. */
export function rowNamed(rows: readonly Row[], label: string | RegExp): Row {
  const found = rows.filter((row) => (typeof label === 'string' ? row.label === label : label.test(row.label)));
  assert.equal(found.length, 1, `one row ${String(label)} among: ${rows.map((row) => row.label).join(', ')}`);
  return found[0]!;
}

/** The row again, as it is drawn now. */
export function redrawn(tree: Tree, row: Row): Promise<Row> {
  return rowOf(tree, row.node);
}

/** The text of the tooltip that appears when the mouse rests on a row. */
export async function tooltipOf(tree: Tree, row: Row): Promise<vscode.MarkdownString> {
  const token = new vscode.CancellationTokenSource().token;
  const resolved = await tree.resolveTreeItem?.(row.item, row.node, token);
  const tooltip = resolved?.tooltip;
  return tooltip instanceof vscode.MarkdownString ? tooltip : new vscode.MarkdownString(tooltip ?? '');
}

/** The nodes that the tree says have changed, from here on; `undefined` is the whole tree. */
export function watchTree(tree: Tree): { readonly changed: unknown[]; dispose(): void } {
  const changed: unknown[] = [];
  const subscription = tree.onDidChangeTreeData?.((nodes) =>
    changed.push(...(Array.isArray(nodes) ? (nodes as unknown[]) : [nodes])),
  );
  return { changed, dispose: () => void subscription?.dispose() };
}

/** The repositories of a project, once the mirror of each has been read, or could not be. */
export async function settledRows(tree: Tree, project: string): Promise<readonly Row[]> {
  // It may be on a page that is still being read.
  const group = await until(project, async () => rowNamed(await rowsOf(tree), project));
  await rowsOf(tree, group);
  return until(`the mirrors of ${project}`, async () => {
    const rows = await rowsOf(tree, group);
    return rows.every(({ description }) => description !== 'checking…' && description !== 'not checked') && rows;
  });
}
