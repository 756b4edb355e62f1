import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { until } from './support/until';

describe('the overview of all mirrors', () => {
  const cloud = useCloud({ repositories: 40, watch: true });
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
    const names = [...html.matchAll(/<td><strong>(.*?)<\/strong>/g)].map(([, name]) => name);
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
});
