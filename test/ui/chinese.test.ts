import assert from 'node:assert/strict';
import { chooseRegion } from './harness/signIn';
import { rowsOfProjects } from './harness/tree';
import { screenshotOnFailure, startWorkbench, until, type Workbench } from './harness/workbench';

const REPOSITORIES = '代码仓';
const REGISTRIES = '镜像仓';
/** Names and abbreviations that are the same in Chinese. */
const NAMES =
  /CodeArts(?: Mirrors| Repo)?|HUAWEI|AK|SK|X-Subject-Token|HSS|HTTPS?|SSH|LFS|UUID|ID|IAM|Git|Token|SWR|Harbor|Jfrog|JFrog|API|V\d|exit status \d+|（canceled）/gi;

describe('in Chinese', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await startWorkbench({ language: 'zh-cn', sandbox: { repositories: 24 } });
    await workbench.openContainer();
    await workbench.trees.row('demo_project');
  });
  after(() => workbench.close());
  screenshotOnFailure(() => workbench);

  it('says how the mirrors and the registries are doing', async () => {
    const rows = await until(async () => {
      const before = await workbench.trees.rows(REPOSITORIES);
      const all = await workbench.trees.rows(REPOSITORIES);
      // Rows move while the view is scrolled, as long as mirrors that need attention are still found.
      const isStill = all.map(({ label }) => label).join('\n') === before.map(({ label }) => label).join('\n');
      const read = isStill ? rowsOfProjects(all) : [];
      return read.length > 40 && read.every(({ description }) => !['', '正在检查…'].includes(description)) && read;
    }, 'every mirror was read');
    const quoted = /“[^”]*”/g;
    for (const { label, description, ariaLabel } of rows) {
      isChinese(description.replace(quoted, ''), `beside ${label}`);
      isChinese(ariaLabel.replace(label, '').replace(quoted, ''), `said of ${label}`);
    }
    assert.match(rows.find(({ label }) => label === 'bar')?.description ?? '', /失败.*成功/);
    for (const { label, description } of await workbench.trees.rows(REGISTRIES)) {
      isChinese(description.split(' · ')[0] ?? '', `beside ${label}`);
    }
    await workbench.screenshot('chinese');
  });

  it('says everything of a mirror', async () => {
    const tooltip = await workbench.trees.hover('bar', () => workbench.screenshot('chinese-tooltip'));
    for (const line of tooltip.split('\n'))
      if (line.includes('：')) isChinese(line.split('：')[0] ?? '', 'in the tooltip');
    assert.match(tooltip, /处理建议/);
    const menu = await workbench.trees.contextMenu('bar', '查看远程镜像详情');
    menu.forEach((item) => {
      isChinese(item, 'in the menu');
    });
    const page = await workbench.documentText('处理建议');
    for (const line of page.split('\n')) {
      if (line.includes('：')) isChinese(line.split('：')[0] ?? '', 'on the page');
      const [name = '', value] = line.split('\t');
      if (value !== undefined) isChinese(name, 'in a table on the page');
      assert.doesNotMatch(line, /\p{Script=Han}\s*[,:;?!()]/u, 'full-width marks');
    }
    assert.match(page, /最近 30 天/);
    assert.match(page, /源地址\t/);
    await workbench.screenshot('chinese-details');
  });

  it('asks and warns while associating', async () => {
    await workbench.trees.contextMenu('CreatRepository_MI9Af', '关联远程镜像…');
    isChinese((await workbench.quickInput.title()).replace('CreatRepository_MI9Af', ''), 'above the box');
    await workbench.quickInput.type('git@github.com:a/b.git');
    const warning = await until(async () => {
      const message = await workbench.quickInput.validationMessage();
      return message.includes('远程镜像') && message;
    }, 'the address is refused');
    isChinese(warning.replace('http://', '').replace('https://', ''), 'below the box');
    await workbench.screenshot('chinese-associate');
    await workbench.quickInput.cancel();
  });

  it('shows what needs attention', async () => {
    isChinese(await workbench.statusBarSays('需要关注'), 'in the status bar');
    await workbench.clickStatusBar('远程镜像');
    for (const { description, label } of await workbench.quickInput.items()) {
      // The project of a mirror has the name that somebody gave it.
      const [, ...state] = description.split(' · ');
      isChinese(state.join(' · ') || description || label, 'in the list');
    }
    await workbench.screenshot('chinese-status-menu');
    await workbench.quickInput.cancel();
  });

  it('filters registries', async () => {
    await workbench.viewAction(REGISTRIES, '筛选镜像仓');
    for (const { label, description } of await workbench.quickInput.items()) {
      isChinese(label, 'in the filter');
      isChinese(description, `beside ${label}`);
    }
    await workbench.quickInput.cancel();
  });

  it('welcomes whoever is signed out, and asks how and where to sign in', async () => {
    await workbench.runCommand('CodeArts Mirrors: 退出登录');
    for (const view of [REPOSITORIES, REGISTRIES]) {
      const text = await until(
        () => workbench.welcomeText(view).then((said) => said.includes('登录') && said),
        'a welcome',
      );
      for (const line of text.split('\n')) isChinese(line, `in the welcome of ${view}`);
    }
    await workbench.screenshot('chinese-welcome');
    await workbench.clickWelcome(REPOSITORIES, '登录华为云');
    isChinese(await workbench.quickInput.title(), 'above the methods');
    for (const { label, detail } of await workbench.quickInput.items()) isChinese(`${label} ${detail}`, 'of a method');
    await workbench.screenshot('chinese-methods');
    await workbench.quickInput.choose('Token', { exact: true });
    await until(async () => (await workbench.quickInput.title()).includes('区域'), 'the region is asked for');
    isChinese(await workbench.quickInput.title(), 'above the regions');
    await chooseRegion(workbench.quickInput, 'cn-north-4', '华北-北京四');
    await until(async () => (await workbench.quickInput.title()).includes('Token'), 'the token is asked for');
    // The editor adds which keys to press, in its own language.
    isChinese((await workbench.quickInput.validationMessage()).replace(/\(Press .*\)/s, ''), 'below the token');
    await workbench.screenshot('chinese-token');
    await workbench.quickInput.cancel();
  });
});

/** Nothing is left of the words of another language once names are taken out. */
function isChinese(text: string, where: string): void {
  assert.doesNotMatch(text.replaceAll(NAMES, ''), /[A-Za-z]{2,}/, `English ${where}: ${text}`);
}
