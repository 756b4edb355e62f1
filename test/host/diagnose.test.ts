import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { extension, run } from './support/extension';
import { until } from './support/until';

describe('the connection report', () => {
  const cloud = useCloud({ repositories: 12 });

  afterEach(async () => {
    await vscode.workspace.getConfiguration('http').update('proxy', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  /** Runs the command and returns the report as a person reads it. */
  async function report(): Promise<string> {
    const since = new Date().toISOString();
    await run('diagnose');
    // The page of an earlier run is the same document, which the editor fills anew a moment later.
    const markdown = await until('the new report', () => {
      const text = document().getText();
      return (/\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(text)?.[0] ?? '') >= since && text;
    });
    const html: string = await vscode.commands.executeCommand('markdown.api.render', markdown);
    return html
      .replaceAll('\u200b', '')
      .replace(/<[^>]*>/g, ' ')
      .replaceAll('&amp;', '&')
      .replace(/\s+/g, ' ');
  }

  function document(): vscode.TextDocument {
    const found = vscode.workspace.textDocuments.filter(
      ({ uri }) => uri.scheme === 'codearts-mirrors' && uri.path.startsWith('/diagnose/'),
    );
    assert.equal(found.length, 1);
    return found[0]!;
  }

  it('finds nothing wrong with a healthy cloud, and changes nothing', async () => {
    const text = await report();
    assert.match(text, /No problem found\. .*What to do Nothing: all that was checked works\./);
    assert.match(
      text,
      /IAM, CodeArts Repo, HSS, ProjectMan, CodeArts Pipeline http:\/\/127\.0\.0\.1:\d+ \(from the setting/,
    );
    assert.match(text, /Certificate – not used on this computer/);
    assert.match(text, /Right to read remote mirrors \(CodeArts Repo\) ✔/);
    assert.match(text, /Extension : CodeArts Mirrors \d+\.\d+\.\d+/);
    assert.ok(text.includes(`Editor : ${vscode.env.appName} ${vscode.version}`), text);
    // The server build runs extensions as a remote computer does, the desktop on its own side.
    const remote = extension().extensionKind === vscode.ExtensionKind.Workspace;
    assert.match(text, remote ? /runs : on a remote computer \(/ : /runs : on this computer/);
    assert.deepEqual([...new Set(cloud.requests().map(({ method }) => method))], ['GET']);
  });

  it('shows what it is at, and can be cancelled: the report is of what was done', async () => {
    cloud.person.cancels();
    const text = await report();
    assert.match(text, /The check was cancelled/);
    assert.match(text, /– not checked: cancelled/);
    assert.deepEqual(
      cloud.person.progress.map(({ title, cancellable }) => ({ title, cancellable })),
      [{ title: 'Checking the connection', cancellable: true }],
    );
    assert.ok(cloud.person.progress[0]!.messages.length > 0);
  });

  it('names the right to HSS when that is missing', async () => {
    cloud.sandbox.faults.add({
      kind: 'status',
      status: 403,
      body: { error_code: 'APIGW.0302', error_msg: 'Not authorized', request_id: 'abc-0815' },
      match: { operationId: 'listRegistry' },
    });
    const text = await report();
    assert.match(text, /1 problem found: Right to list image registries \(HSS\)\./);
    assert.match(text, /listRegistry · HTTP 403 · APIGW\.0302 · Not authorized · request ID/);
    assert.match(text, /HSS ReadOnlyAccess/);
    assert.match(text, /Right to list repositories \(CodeArts Repo\) ✔/);
  });

  it('says that the token has expired, and asks no further', async () => {
    cloud.sandbox.faults.add({ kind: 'expireToken', match: { operationId: 'validateToken' }, times: 1 });
    const first = await report();
    assert.match(first, /1 problem found: Sign-in \(IAM\)\./);
    assert.match(first, /– not checked: the sign-in is not valid/);
    cloud.forgetRequests();
    const again = await report();
    assert.match(again, /1 problem found: Sign-in \(IAM\)\./, 'the session has ended by now');
    assert.deepEqual(
      cloud.requests().flatMap(({ operationId }) => operationId ?? []),
      [],
    );
    cloud.sandbox.faults.clear();
    await cloud.signIn();
  });

  it('tells a redirect to another server, to which nothing was sent', async () => {
    cloud.sandbox.faults.add({ kind: 'redirect', match: { operationId: 'listUserAllRepositories' } });
    const text = await report();
    assert.match(text, /1 problem found: Right to list repositories \(CodeArts Repo\)\./);
    assert.match(text, /tried to send the request to another host\. It was not sent there\./);
    assert.match(text, /– not checked: the repositories could not be listed/);
  });

  it('holds no secret', async () => {
    const { token } = cloud.sandbox;
    await vscode.workspace
      .getConfiguration('http')
      .update('proxy', 'http://me:pa55word@proxy.example:8080', vscode.ConfigurationTarget.Global);
    cloud.sandbox.faults.add({
      kind: 'status',
      status: 403,
      body: { error_code: 'APIGW.0302', error_msg: `https://me:pa55word@example.com X-Auth-Token: ${token}` },
      match: { operationId: 'listRegistry' },
    });
    const text = await report();
    assert.match(text, /Setting http\.proxy : http:\/\/proxy\.example:8080/);
    const shown = [
      document().getText(),
      text,
      ...cloud.person.texts,
      ...cloud.person.progress.flatMap((one) => one.messages),
    ];
    for (const secret of [token, 'pa55word', token.slice(0, 40)]) {
      assert.ok(!shown.some((each) => each.includes(secret)), secret.slice(0, 20));
    }
  });

  it('asks who is not signed in to sign in first', async () => {
    await run('signOut');
    cloud.person.forget();
    await run('diagnose');
    assert.deepEqual(
      cloud.person.messages.map(({ text, buttons }) => ({ text, buttons })),
      [{ text: 'Nobody is signed in, so there is no connection to check. Sign in first.', buttons: ['Sign In'] }],
    );
  });

  it('is offered in the status menu', async () => {
    cloud.person.chooses('Diagnose the connection');
    await run('statusMenu');
    assert.match(document().getText(), /^# Connection report/);
  });
});
