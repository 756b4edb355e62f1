// Runs inside VS Code: waits until the extension is active and writes down VS Code's own figures.
import { writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** VS Code calls it as it calls tests. The report on BENCH_EXTENSION goes to the file BENCH_REPORT. */
export async function run(): Promise<void> {
  const { BENCH_EXTENSION: id = '', BENCH_REPORT: file = '' } = process.env;
  await until(`activate ${id}`, () => vscode.extensions.getExtension(id)?.isActive === true);
  await vscode.commands.executeCommand('perfview.show');
  const text = (): string => vscode.window.activeTextEditor?.document.getText() ?? '';
  await until(`show figures of ${id}`, () => text().includes(id));
  await writeFile(file, text());
}

async function until(what: string, condition: () => boolean): Promise<void> {
  for (let left = 600; !condition(); left -= 1) {
    if (left === 0) throw new Error(`VS Code did not ${what} within a minute`);
    await delay(100);
  }
}
