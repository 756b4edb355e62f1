import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { until } from './support/until';

const SECRET = 'planted-user:planted-password';

describe('the overview of all mirrors', () => {
  const cloud = useCloud({ repositories: 40, watch: true });
  let folder = '';

  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'codearts-mirrors-export-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  async function allRead(): Promise<void> {
    await until('every mirror', () => {
      const { repositories, unread } = cloud.api.health.current;
      return repositories === cloud.sandbox.data.repositories().length && unread === 0;
    });
  }

  async function page(): Promise<vscode.TextDocument> {
    await run('overview');
    const found = vscode.workspace.textDocuments.find(({ uri }) => uri.path.startsWith('/overview/'));
    assert.ok(found);
    return found;
  }

  it('counts what the badge counts, and names the worst first', async () => {
    await allRead();
    const shown = await page();
    const { problems, repositories } = cloud.api.health.current;
    const text = await until('all of them', () => {
      const now = shown.getText();
      return now.includes(`${repositories} of ${repositories} repositories`) && now;
    });
    assert.match(text, new RegExp(`\\*\\*${problems.length} of \\d+ mirrors need attention`));
    const html: string = await vscode.commands.executeCommand('markdown.api.render', text);
    assert.doesNotMatch(html, /<(a|img|script|iframe|style)\b/i);
    const [ofMirrors = ''] = html.split('Image registries');
    const names = [...ofMirrors.matchAll(/<td><strong>(.*?)<\/strong>/g)].map(([, name]) => name);
    assert.equal(names.length, problems.length);
    assert.equal(names[0], problems[0]?.name);
  });

  it('follows what becomes known while it is open', async () => {
    await allRead();
    const { data } = cloud.sandbox;
    const shown = await page();
    const repository = data.addRepository({ name: 'breaks-soon', project: 'demo_project' });
    data.setMirror(repository.id, { url: 'https://example.com/breaks-soon.git', update_status: 'started' });
    data.failMirror(repository.id);
    await run('refresh');
    await until('its row', () => shown.getText().includes('**breaks-soon**'));
  });

  it('is saved as CSV, with all mirrors and no secret', async () => {
    const { data } = cloud.sandbox;
    const repository = data.addRepository({ name: '=HYPERLINK("x")', project: 'demo_project' });
    data.setMirror(repository.id, { url: `https://${SECRET}@example.com/x.git`, update_status: 'finished' });
    await run('refresh');
    await allRead();
    const file = vscode.Uri.file(path.join(folder, 'mirrors.csv'));
    cloud.person.saves(file);
    await run('overview.exportCsv');
    const text = await readFile(file.fsPath, 'utf8');
    assert.ok(text.startsWith('\ufeffProject,Repository,'));
    assert.ok(text.includes(`"'=HYPERLINK(""x"")"`), text);
    assert.doesNotMatch(text, /planted/);
    assert.equal(text.trim().split('\r\n').length, 1 + cloud.api.health.current.mirrors);
    await until('the message', () => cloud.person.texts.some((said) => said.includes('mirrors.csv was saved')));
  });

  it('is saved as JSON, and opened where the person wants it', async () => {
    await allRead();
    const file = vscode.Uri.file(path.join(folder, 'mirrors.json'));
    cloud.person.saves(file).presses('Open');
    await run('overview.exportJson');
    const { version, mirrors } = JSON.parse(await readFile(file.fsPath, 'utf8')) as {
      version: number;
      mirrors: readonly { name: string }[];
    };
    assert.equal(version, 1);
    assert.equal(mirrors.length, cloud.api.health.current.mirrors);
    await until('the file', () => vscode.window.activeTextEditor?.document.uri.fsPath === file.fsPath);
  });

  it('says nothing when the person leaves, and why when it cannot be saved', async () => {
    await run('overview.exportCsv');
    assert.deepEqual(cloud.person.texts, []);
    const taken = path.join(folder, 'a-file');
    await writeFile(taken, '');
    cloud.person.saves(vscode.Uri.file(path.join(taken, 'mirrors.csv')));
    await run('overview.exportCsv');
    const [said] = cloud.person.messages;
    assert.equal(said?.severity, 'error');
    assert.match(said.text, /^mirrors\.csv could not be saved\. \S/);
  });
});
