import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What `@vscode/test-electron` tells the VS Code that it starts. */
export interface LaunchArguments {
  readonly folder: string | undefined;
  readonly extension: string;
  readonly tests: string;
  /** The user settings of the profile in `--user-data-dir`. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export function parseLaunchArguments(args: readonly string[]): LaunchArguments {
  const option = (name: string) =>
    args.find((argument) => argument.startsWith(`--${name}=`))?.slice(`--${name}=`.length);
  const required = (name: string) => {
    const value = option(name);
    if (!value) throw new Error(`--${name}=... is missing`);
    return path.resolve(value);
  };
  return {
    folder: args.find((argument) => !argument.startsWith('-')),
    extension: required('extensionDevelopmentPath'),
    tests: required('extensionTestsPath'),
    settings: readSettings(path.join(required('user-data-dir'), 'User/settings.json')),
  };
}

function readSettings(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}
