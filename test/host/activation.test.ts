import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension } from './support/extension';
import { logLines } from './support/logLines';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  };
}

describe('activation', () => {
  const manifest = (): Manifest => extension().packageJSON as Manifest;

  it('finds the extension and activates it', async () => {
    await extension().activate();
    assert.ok(extension().isActive);
  });

  it('says what it offers to other extensions', async () => {
    const api = await extension().activate();
    assert.equal(api.version, 1);
    assert.equal(api.health.current.mirrors, 0);
    assert.deepEqual(api.health.current.problems, []);
    assert.deepEqual(Object.keys(api.views).sort(), ['registries', 'repositories']);
  });

  it('registers every command of the manifest', async () => {
    const commands = new Set(await vscode.commands.getCommands());
    const missing = manifest().contributes.commands.filter(({ command }) => !commands.has(command));
    assert.deepEqual(missing, []);
  });

  it('offers both views', async () => {
    const commands = new Set(await vscode.commands.getCommands());
    const views = manifest().contributes.views.codeartsMirrors!.map(({ id }) => id);
    assert.deepEqual(views, ['codeartsMirrors.repositories', 'codeartsMirrors.registries']);
    for (const view of views) {
      assert.ok(commands.has(`${view}.focus`), `the view ${view} does not exist`);
    }
  });

  it('has sent nothing: there is no line in its log', async () => {
    await extension().activate();
    assert.deepEqual(logLines(), []);
  });
});
