import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

export const product = 'codearts-mirrors.codearts-mirrors';
export const empty = 'codearts-mirrors.empty';

/** Installs an extension that has been built. */
export async function installProduct(extension: string, installed: string): Promise<void> {
  await cp(extension, path.join(installed, 'measured'), { recursive: true });
}

/** Installs an extension that does nothing, at the same time as the product would. */
export async function installEmpty(installed: string): Promise<void> {
  await writeEmpty(path.join(installed, 'measured'), {
    name: 'empty',
    main: './extension.js',
    activationEvents: ['onStartupFinished'],
  });
}

/** The extension "under development", without which VS Code runs no tests. */
export async function writeHost(folder: string): Promise<string> {
  await writeEmpty(folder, { name: 'host' });
  return folder;
}

async function writeEmpty(folder: string, manifest: Readonly<Record<string, unknown>>): Promise<void> {
  const common = { publisher: 'codearts-mirrors', version: '1.0.0', engines: { vscode: '^1.100.0' } };
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ ...common, ...manifest }));
  await writeFile(path.join(folder, 'extension.js'), 'exports.activate = () => {};\n');
}
