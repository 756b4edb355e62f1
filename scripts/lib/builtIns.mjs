import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';

/**
 * What the extension and its tests touch (themes, icons, the editing of settings, the rendering of Markdown), what VS
 * Code itself waits for, and what starts in every window: the page knows of it without having its code.
 */
export const builtInsOfTests = [
  'configuration-editing',
  'emmet',
  'git-base',
  'github-authentication',
  'json',
  'json-language-features',
  'markdown-basics',
  'markdown-language-features',
  'merge-conflict',
  'theme-defaults',
  'theme-modern-icons',
  'theme-seti',
];

/** The folder of the extensions that come with a server build. */
export function allBuiltIns(main) {
  return path.resolve(path.dirname(main), '../extensions');
}

/**
 * A folder with these built-in extensions only, as far as this version of VS Code has them. Each window reads, registers and starts all that it finds, which takes
 * longer than all else when tests open one window after the other.
 */
export async function someBuiltIns(all, names, folder) {
  await mkdir(folder);
  const known = await readdir(all);
  for (const name of names.filter((each) => known.includes(each))) {
    await symlink(path.join(all, name), path.join(folder, name), 'junction');
  }
  return folder;
}

/**
 * The page knows of all built-in extensions by itself, and some name a browser bundle that the package lacks. It would
 * prefer that one, or take it where the server has no other, fail and say so in a notification. Their other half, which
 * runs beside the server, is chosen instead; without "-web" the page adds its own place to those that are set.
 */
export async function placesOfBuiltIns(folder) {
  const places = {};
  for (const name of await readdir(folder)) {
    const text = await readFile(path.join(folder, name, 'package.json'), 'utf8').catch(() => '{}');
    const { publisher, browser, main: node } = JSON.parse(text);
    if (!browser || !node) continue;
    const bundle = path.join(folder, name, browser);
    if (!existsSync(bundle) && !existsSync(`${bundle}.js`)) places[`${publisher}.${name}`] = ['workspace', '-web'];
  }
  return { 'remote.extensionKind': places };
}
