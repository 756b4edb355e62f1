import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { rowNamed, rowsOf, settledRows } from './support/rows';
import { until } from './support/until';

const SCHEME = 'codearts-mirrors';
const ACTIVE = /<(a|img|script|iframe|style)\b/i;

describe('the page with the details', () => {
  const cloud = useCloud({ repositories: 0 });
  const tree = (): vscode.TreeDataProvider<unknown> => cloud.api.views.repositories;

  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  /** The page that a command opens, for a repository or a registry. */
  async function page(command: string, node: unknown, about: string): Promise<vscode.TextDocument> {
    await run(command, node);
    const found = vscode.workspace.textDocuments.filter((each) => isAbout(each, about));
    assert.equal(found.length, 1, `one page about ${about}`);
    return found[0]!;
  }

  const isAbout = ({ uri }: vscode.TextDocument, about: string): boolean =>
    uri.scheme === SCHEME && uri.path.startsWith(`/${about}/`);
  const says = (document: vscode.TextDocument, words: string): Promise<string> =>
    until(`a page with “${words}”`, () => {
      const text = document.getText();
      return text.includes(words) && text;
    });

  const render = (text: string): Thenable<string> => vscode.commands.executeCommand('markdown.api.render', text);

  it('has what the vendor’s examples tell', async () => {
    const row = rowNamed(await settledRows(tree(), 'demo_project'), 'bar');
    const text = await says(await page('mirror.details', row.node, row.id), '2111985337');
    const html = await render(text);
    assert.match(html, /<h1[^>]*>bar<\/h1>/);
    for (const words of [
      'failed once · last success',
      '<code>https://example.com/foo/bar.git</code>',
      'exit status 128 (code 7)',
      'Git could not read the source (128)',
      '<code>2111985337</code>',
      'demo_project',
    ]) {
      assert.ok(html.includes(words), `${words} in ${html}`);
    }
  });

  it('says that there is no mirror', async () => {
    const row = rowNamed(await settledRows(tree(), 'demo_project'), 'CreatRepository_MI9Af');
    const text = (await page('mirror.details', row.node, row.id)).getText();
    assert.match(text, /This repository has no mirror/);
    assert.match(text, /468485/);
  });

  it('reads the mirror anew', async () => {
    const row = rowNamed(await settledRows(tree(), 'demo_project'), 'bar');
    cloud.forgetRequests();
    await page('mirror.details', row.node, row.id);
    await until('the request', () => cloud.requests('showRemoteMirror').length === 1);
  });

  it('opens when the mirror cannot be read, and says why', async () => {
    const row = rowNamed(await settledRows(tree(), 'demo_project'), 'test');
    cloud.sandbox.faults.add({
      kind: 'status',
      status: 403,
      body: { error_code: 'CH.004403', error_msg: 'The vendor’s words' },
      match: { operationId: 'showRemoteMirror' },
    });
    const document = await page('mirror.details', row.node, row.id);
    const text = (await says(document, 'could not be read')).replace(/\\(.)/g, '$1');
    assert.match(text, /The mirror could not be read. You do not have the right/);
    assert.match(text, /CH\.004403 · The vendor’s words · request ID/);
    assert.match(text, /2112029391/);
    assert.doesNotMatch(text, /has no mirror/, 'nobody knows that');
  });

  it('can be opened from the palette', async () => {
    await settledRows(tree(), 'demo_project');
    cloud.person.chooses('bar');
    assert.match((await page('mirror.details', undefined, 'repository/2111985337')).getText(), /^# bar/);
  });

  it('cannot be written to', async () => {
    const row = rowNamed(await settledRows(tree(), 'demo_project'), 'bar');
    const document = await page('mirror.details', row.node, row.id);
    await vscode.window.showTextDocument(document);
    const before = document.getText();
    await vscode.commands.executeCommand('default:type', { text: 'written by hand' });
    assert.equal(document.getText(), before);
    assert.equal(document.isDirty, false);
    assert.equal(vscode.workspace.fs.isWritableFileSystem(SCHEME), undefined);
  });

  it('is opened once for a repository, with what is there by then', async () => {
    const { data } = cloud.sandbox;
    const repository = data.addRepository({ name: 'changes', project: 'demo_project' });
    data.setMirror(repository.id, { url: 'https://example.com/first.git', update_status: 'none' });
    await run('refresh');
    const row = rowNamed(await settledRows(tree(), 'demo_project'), 'changes');
    const first = await page('mirror.details', row.node, row.id);
    assert.match(first.getText(), /first\.git/);
    data.setMirror(repository.id, { url: 'https://example.com/second.git', update_status: 'none' });
    await run('mirror.details', row.node);
    await until('the new text', () => first.getText().includes('second.git'));
    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length, 1);
  });

  it('follows the mirror while it is on screen, though its row is not', async () => {
    const { data } = cloud.sandbox;
    const repository = data.addRepository({ name: 'running', project: 'demo_project' });
    const url = 'https://example.com/running.git';
    data.setMirror(repository.id, { url, update_status: 'started', last_update_at: new Date().toISOString() });
    await run('refresh');
    const row = rowNamed(await settledRows(tree(), 'demo_project'), 'running');
    const shown = await page('mirror.details', row.node, row.id);
    await says(shown, 'syncing');
    data.failMirror(repository.id);
    await says(shown, 'exit status 128');
    await until('its new state', () => !shown.getText().includes('**syncing'));
  });

  it('begins with the state and what to do, then tells what was seen of the mirror', async () => {
    const { data } = cloud.sandbox;
    const repository = data.addRepository({ name: 'eventful', project: 'demo_project' });
    const url = 'https://example.com/eventful.git';
    const failed = { url, update_status: 'failed', number_of_failures: 2 };
    data.setMirror(repository.id, {
      ...failed,
      last_error: JSON.stringify({ msg: 'Authentication failed', code: '7' }),
    });
    await run('refresh');
    const row = rowNamed(await settledRows(tree(), 'demo_project'), 'eventful');
    const shown = await page('mirror.details', row.node, row.id);
    const html = await render(shown.getText());
    const order = ['failed 2 times', 'What to do', '<svg', 'Success rate', 'Failed 2 times in a row', 'Source address'];
    const places = order.map((words) => html.indexOf(words));
    assert.ok(!places.includes(-1), html);
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
    assert.match(html, /Failed 2 times in a row · The source rejected the sign-in/);
    assert.doesNotMatch(html, ACTIVE);
    const date = new Date().toISOString();
    data.setMirror(repository.id, { url, update_status: 'finished', last_successful_update_at: date });
    await run('mirror.details', row.node);
    await until('the recovery', () => shown.getText().includes('Synced again after it had failed'));
  });

  it('has names that bite as text: no link, no picture, no HTML', async () => {
    for (const row of await settledRows(tree(), 'Names that bite')) {
      const text = (await page('mirror.details', row.node, row.id)).getText();
      const html = await render(text);
      assert.doesNotMatch(html, ACTIVE, row.label);
      const [, heading] = /<h1[^>]*>(.*?)<\/h1>/s.exec(html) ?? [];
      assert.equal(decoded(heading ?? ''), row.label.replaceAll('\u200b', '').replaceAll(/\s+/g, ' '));
    }
  });

  it('makes no link of an address, whoever has written it', async () => {
    const addresses = [
      'https://evil.example/x.git',
      'HTTP://EVIL.EXAMPLE',
      'ftp://evil.example',
      '//evil.example/x',
      'www.evil.example',
      'someone@evil.example',
      'mailto:someone@evil.example',
    ];
    // The engine would: in both versions of the editor this is not for nothing.
    assert.match(await render(addresses.join(' ')), /<a /);
    const { data } = cloud.sandbox;
    const repository = data.addRepository({ name: addresses.join(' '), project: 'demo_project' });
    data.setMirror(repository.id, {
      url: addresses[0]!,
      update_status: addresses.join(' '),
      number_of_failures: 1,
      last_error: JSON.stringify({ msg: addresses.join(' '), code: '7' }),
    });
    await run('refresh');
    const row = rowNamed(await settledRows(tree(), 'demo_project'), repository.name);
    const html = await render((await page('mirror.details', row.node, row.id)).getText());
    assert.doesNotMatch(html, ACTIVE);
    const seen = decoded(html.replace(/<[^>]*>/g, ' '));
    for (const address of addresses) assert.ok(seen.includes(address), `${address} in ${seen}`);

    cloud.sandbox.faults.add({
      kind: 'status',
      status: 403,
      body: { error_code: 'CH.004403', error_msg: addresses.join(' ') },
      match: { operationId: 'showRemoteMirror' },
    });
    const unread = await page('mirror.details', row.node, row.id);
    assert.doesNotMatch(await render(await says(unread, 'could not be read')), ACTIVE);
    cloud.sandbox.faults.add({
      kind: 'status',
      status: 403,
      body: { error_code: 'APIGW.0302', error_msg: addresses.join(' ') },
      match: { operationId: 'listRegistry' },
    });
    await run('diagnose');
    // The page of an earlier run is the same document, which the editor fills anew a moment later.
    const report = await until('the new report', () => {
      const found = vscode.workspace.textDocuments.find((each) => isAbout(each, 'diagnose'))?.getText();
      return found?.includes('evil.example') && found;
    });
    assert.doesNotMatch(await render(report), ACTIVE);
  });

  it('of a registry has its facts and what to do', async () => {
    const row = rowNamed(await rowsOf(cloud.api.views.registries), '0109test');
    const html = await render((await page('registry.details', row.node, row.id)).getText());
    for (const words of ['0109test', 'not connected', 'cannot be reached from the carrier cluster', 'not encrypted']) {
      assert.ok(html.includes(words), words);
    }
  });

  function decoded(html: string): string {
    const names: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
    return html
      .replace(/&(lt|gt|amp|quot|#39);/g, (_, name: string) => names[name] ?? '')
      .replaceAll('\u200b', '')
      .replaceAll(/\s+/g, ' ')
      .trim();
  }
});
