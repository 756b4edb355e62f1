import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { signOutEverybody, useCloud } from './support/cloud';
import { run } from './support/extension';
import { kept, keptFiles, storedProfiles, storedSecret } from './support/kept';
import { logLines } from './support/logLines';
import { rowsOf, tooltipOf } from './support/rows';
import { until } from './support/until';

/** A proxy address with credentials, as a company may have put it into the settings. */
const PROXY = 'http://planted-user:planted-proxy-pw@127.0.0.1:9';

describe('what proves who somebody is', () => {
  const cloud = useCloud({ repositories: 0, signedIn: false });
  const { person } = cloud;
  const secrets = new Set<string>();
  const shown: string[] = [];

  afterEach(async () => {
    collectShown();
    await signOutEverybody();
    cloud.sandbox.faults.clear();
  });

  /** A service that quotes what it was sent, as some do in their errors. */
  function quoteInErrors(operationId: string, ...planted: readonly string[]): void {
    const error_msg = `refused: ${planted.join(' ')} https://planted-user:${planted[0] ?? ''}@iam.example.com`;
    const body = { error: { message: error_msg, code: 401, title: planted.join(',') } };
    cloud.sandbox.faults.add({ kind: 'status', status: 401, body, match: { operationId }, times: 1 });
  }

  function collectShown(): void {
    const { messages, inputs, picks, progress, hints, copied, opened } = person;
    shown.push(...[messages, inputs, picks, progress, hints, copied, opened].map((list) => JSON.stringify(list)));
  }

  async function lookAround(): Promise<void> {
    for (const tree of [cloud.api.views.repositories, cloud.api.views.registries]) {
      for (const row of await rowsOf(tree)) {
        shown.push(JSON.stringify(row.item), (await tooltipOf(tree, row)).value);
      }
    }
    await run('diagnose');
    await run('statusMenu');
    await run('switchProfile');
    for (const { id } of await storedProfiles()) {
      const secret = await storedSecret(id);
      for (const value of [secret?.token, secret?.password, secret?.secretKey, secret?.securityToken]) {
        if (typeof value === 'string') secrets.add(value);
      }
    }
    const { globalState } = await kept();
    shown.push(...globalState.keys().map((key) => JSON.stringify(globalState.get(key))));
    shown.push(...(await keptFiles()).values());
    collectShown();
  }

  const user = (name: string) => cloud.sandbox.users.find((one) => one.name === name)!;

  it('is used in every way', async () => {
    person
      .whenAsked(/Region/, 'cn-north-4')
      .whenAsked(/IAM Project/, 'cn-north-4')
      .whenAsked(/Profile/, 'Sign in');
    const { account, password } = user('sandbox-user');
    secrets.add(password).add('wrong-planted-password');
    quoteInErrors('createToken', 'wrong-planted-password');
    person.whenAsked(/Method/, 'IAM user').whenAsked(/Staying/, 'Save the password');
    person.types(account, 'sandbox-user', 'wrong-planted-password', password);
    await run('signIn');
    assert.equal((await storedProfiles()).length, 1);
    await lookAround();
  });

  it('with a code', async () => {
    person
      .whenAsked(/Region/, 'cn-north-4')
      .whenAsked(/IAM Project/, 'cn-north-4')
      .whenAsked(/Profile/, 'Sign in');
    const { account, password, id, passcode } = user('mfa-user');
    secrets.add(password).add('604199').add(passcode!);
    person.whenAsked(/Method/, 'IAM user').types(account, 'mfa-user', password, id, '604199', passcode!);
    await run('signIn');
    assert.equal((await storedProfiles()).length, 1);
    await lookAround();
  });

  it('with a temporary key', async () => {
    person
      .whenAsked(/Region/, 'cn-north-4')
      .whenAsked(/IAM Project/, 'cn-north-4')
      .whenAsked(/Profile/, 'Sign in');
    const { ak, sk, securityToken } = cloud.sandbox.temporaryKey;
    secrets.add(sk).add(securityToken);
    quoteInErrors('listAuthDomains', sk, securityToken);
    person.whenAsked(/Method/, 'Access key (AK').types(ak, sk, securityToken, securityToken);
    await run('signIn');
    assert.equal((await storedProfiles()).length, 1);
    cloud.sandbox.faults.add({
      kind: 'status',
      status: 500,
      body: { error_code: 'X.1', error_msg: `${sk} ${securityToken}` },
    });
    await run('refresh');
    await lookAround();
  });

  it('with a token, a proxy that has a password, and a redirect to another origin', async () => {
    const configuration = vscode.workspace.getConfiguration('http');
    secrets.add('planted-proxy-pw').add(cloud.sandbox.token);
    await cloud.signIn();
    await configuration.update('proxy', PROXY, vscode.ConfigurationTarget.Global);
    try {
      cloud.sandbox.faults.add({ kind: 'redirect', match: { operationId: 'listRegistry' } });
      await run('refresh');
      await lookAround();
    } finally {
      await configuration.update('proxy', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('was seen nowhere: not in messages, prompts, lists, rows, tooltips, the clipboard or what is kept', () => {
    assert.ok(secrets.size >= 10);
    assert.ok(shown.length > 50);
    assertNone(shown, 'what was shown or kept');
  });

  it('nor in the log, which says what was done', () => {
    const lines = logLines();
    assert.ok(lines.some((line) => line.includes('createToken')));
    assert.ok(lines.some((line) => line.startsWith('info:')));
    assertNone(lines, 'the log');
  });

  it('nor in a document, such as the report of the connection', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const reports = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'codearts-mirrors');
    await until('the report', () => reports.some((one) => one.getText().includes('sandbox-account')));
    assertNone(
      reports.flatMap((one) => [one.getText(), one.uri.toString(true)]),
      'a document',
    );
  });

  it('nor in the settings', async () => {
    const folder = path.resolve((await kept()).folder, '..', '..');
    const files = [path.join(folder, 'settings.json'), path.resolve(folder, '..', 'Machine', 'settings.json')];
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
    assertNone([...texts, JSON.stringify(vscode.workspace.getConfiguration('codeartsMirrors'))], 'the settings');
  });

  function assertNone(texts: readonly string[], what: string): void {
    for (const text of texts) {
      for (const secret of secrets) {
        // Six digits may be part of a longer number, which is no code.
        const found = /^\d+$/.test(secret) ? new RegExp(`(?<!\\d)${secret}(?!\\d)`).test(text) : text.includes(secret);
        assert.ok(!found, `${secret.slice(0, 8)}… in ${what}: ${text.slice(0, 300)}`);
      }
    }
  }
});
