import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { Session } from 'node:inspector';
import path from 'node:path';
import type * as vscode from 'vscode';
import { extension } from './extension';

/** What the extension keeps between windows. */
export interface Kept {
  readonly secrets: vscode.SecretStorage;
  readonly globalState: vscode.Memento;
  /** Folder of its files. */
  readonly folder: string;
}

/** A stored profile, as far as tests look at it. */
export interface StoredProfile {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** The tree knows the list, and that the session; the session knows how it is restored. */
interface Holder {
  readonly options: { readonly list: { readonly sessions: { readonly restore: unknown } } };
}

interface SharedProfiles {
  readonly parts: { readonly folder: string; readonly vault: { readonly storage: vscode.SecretStorage } };
}

/**
 * The real secret storage and memento of the extension. The editor hands them to `activate()` alone, which may have run
 * before the tests were loaded, and the extension gives them to nobody: so they are looked up by the debugger's means.
 */
export async function kept(): Promise<Kept> {
  const { views } = await extension().activate();
  const tree = views.repositories as unknown as Holder;
  const { restore } = tree.options.list.sessions;
  const { folder, vault } = (variableOf(restore, 'profiles') as SharedProfiles).parts;
  const { memento } = variableOf(restore, 'hint') as { readonly memento: vscode.Memento };
  return { secrets: vault.storage, globalState: memento, folder };
}

/** Every file that the extension has written, by its path in its folder. */
export async function keptFiles(): Promise<ReadonlyMap<string, string>> {
  const { folder } = await kept();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    files.map((file) =>
      readFile(file, 'utf8').catch((error: unknown) => {
        // One that was just being written, or has just been removed, is no longer there.
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }),
    ),
  );
  return new Map(
    files.flatMap((file, index) => {
      const text = texts[index];
      return text === undefined ? [] : [[path.relative(folder, file), text]];
    }),
  );
}

export async function storedProfiles(): Promise<readonly StoredProfile[]> {
  const files = [...(await keptFiles())].filter(([file]) => /^profiles[\\/][^\\/]+\.json$/.test(file));
  return files.map(([, text]) => (JSON.parse(text) as { readonly profile: StoredProfile }).profile);
}

/** What the secret storage holds for a profile. */
export async function storedSecret(profileId: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const text = await (await kept()).secrets.get(secretKey(profileId));
  return text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>);
}

export const secretKey = (profileId: string): string => `codeartsMirrors.secret/${profileId}`;

interface RemoteProperty {
  readonly name: string;
  readonly value?: { readonly objectId?: string };
}

interface Answer {
  readonly result: readonly RemoteProperty[];
  readonly internalProperties?: readonly RemoteProperty[];
}

const shared = globalThis as { codeartsMirrorsShared?: unknown };

/** The value of a variable that a function can see. */
function variableOf(ofFunction: unknown, name: string): unknown {
  const session = new Session();
  session.connect();
  const ask = (method: string, parameters: object): unknown => {
    let answer: unknown;
    session.post(method, parameters, (error: Error | null, result?: object) => {
      assert.equal(error, null);
      answer = result;
    });
    return answer;
  };
  const propertiesOf = (objectId: string | undefined): Answer =>
    ask('Runtime.getProperties', { objectId, ownProperties: true }) as Answer;
  const named = (properties: readonly RemoteProperty[] | undefined, wanted: string): string | undefined =>
    properties?.find((property) => property.name === wanted)?.value?.objectId;
  try {
    shared.codeartsMirrorsShared = ofFunction;
    const { result } = ask('Runtime.evaluate', { expression: 'globalThis.codeartsMirrorsShared' }) as {
      readonly result: { readonly objectId?: string };
    };
    const scopes = propertiesOf(named(propertiesOf(result.objectId).internalProperties, '[[Scopes]]')).result;
    const found = scopes.map(({ value }) => named(propertiesOf(value?.objectId).result, name));
    const objectId = found.find((id) => id !== undefined);
    assert.ok(objectId, `there is no variable ${name}`);
    const functionDeclaration = 'function () { globalThis.codeartsMirrorsShared = this; }';
    ask('Runtime.callFunctionOn', { objectId, functionDeclaration });
    return shared.codeartsMirrorsShared;
  } finally {
    shared.codeartsMirrorsShared = undefined;
    session.disconnect();
  }
}
