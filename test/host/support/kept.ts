import assert from 'node:assert/strict';
import { Session } from 'node:inspector';
import type * as vscode from 'vscode';
import { extension } from './extension';

/** What the extension keeps between windows. */
export interface Kept {
  readonly secrets: vscode.SecretStorage;
  readonly globalState: vscode.Memento;
}

/** The tree knows the list, and that the session; the session knows how it is restored. */
interface Holder {
  readonly options: { readonly list: { readonly sessions: { readonly restore: unknown } } };
}

interface AccountParts {
  readonly vault: { readonly storage: vscode.SecretStorage };
  readonly profiles: { readonly memento: vscode.Memento };
}

/**
 * The real secret storage and memento of the extension. The editor hands them to `activate()` alone, which may have run
 * before the tests were loaded, and the extension gives them to nobody: so they are looked up by the debugger's means.
 */
export async function kept(): Promise<Kept> {
  const { views } = await extension().activate();
  const tree = views.repositories as unknown as Holder;
  const { vault, profiles } = variableOf(tree.options.list.sessions.restore, 'parts') as AccountParts;
  return { secrets: vault.storage, globalState: profiles.memento };
}

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
