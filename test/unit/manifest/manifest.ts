import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './fakeEditor';

interface Menu {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
}

export interface Setting {
  readonly default?: unknown;
  readonly scope?: string;
  readonly ignoreSync?: boolean;
}

/** The parts of package.json that these tests look at. */
export interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly l10n: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly enablement?: string; readonly icon?: string }[];
    readonly menus: Readonly<Record<string, readonly Menu[]>>;
    readonly keybindings?: readonly Menu[];
    readonly views: Readonly<
      Record<string, readonly { readonly id: string; readonly icon: string; readonly when?: string }[]>
    >;
    readonly viewsWelcome: readonly { readonly view: string; readonly when?: string }[];
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly authentication: readonly { readonly id: string }[];
    readonly colors: readonly {
      readonly id: string;
      readonly defaults: Readonly<Record<'dark' | 'light' | 'highContrast' | 'highContrastLight', string>>;
    }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

export function readText(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

export function readStrings(file: string): Readonly<Record<string, string>> {
  return JSON.parse(readText(file)) as Record<string, string>;
}

export function readManifest(): Manifest {
  return JSON.parse(readText('package.json')) as Manifest;
}

/** Every string anywhere inside a value. */
export function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

export function sorted(values: Iterable<string>): readonly string[] {
  return [...new Set(values)].sort();
}

/** Conditions under which commands, menus and views are there. */
export function conditions({ contributes }: Manifest): readonly string[] {
  const menus = Object.values(contributes.menus).flat();
  const views = Object.values(contributes.views).flat();
  return [...menus, ...views, ...contributes.viewsWelcome, ...(contributes.keybindings ?? [])]
    .flatMap(({ when }) => when ?? [])
    .concat(contributes.commands.flatMap(({ enablement }) => enablement ?? []));
}
