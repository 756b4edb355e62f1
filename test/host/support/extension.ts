import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import type { CodeArtsMirrorsApi } from '../../../src/extension';
import type * as sandboxModule from '../../../src/sandbox/index';

export const EXTENSION_ID = 'codearts-mirrors.codearts-mirrors';

export function extension(): vscode.Extension<CodeArtsMirrorsApi> {
  const found = vscode.extensions.getExtension<CodeArtsMirrorsApi>(EXTENSION_ID);
  assert.ok(found, `${EXTENSION_ID} is not installed`);
  return found;
}

/** The sandbox's own bundle, loaded once for all tests. */
export function sandboxBundle(): typeof sandboxModule {
  const file = path.join(extension().extensionPath, 'dist/sandbox.js');
  return createRequire(file)(file) as typeof sandboxModule;
}

/** Runs a command of the extension. */
export function run(name: string, ...args: readonly unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(`codeartsMirrors.${name}`, ...args);
}

/** Puts the views of the extension out of sight, so that nothing but the test asks the trees. */
export async function hideViews(): Promise<void> {
  await vscode.commands.executeCommand('workbench.view.explorer');
}
