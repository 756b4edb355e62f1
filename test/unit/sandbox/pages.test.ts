import assert from 'node:assert/strict';
import { TIMEOUT_MS, rawRequest, useSandbox } from './helpers';

const HTML = '<img src=x onerror=alert(1)>';

describe('sandbox: pages about repositories', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useSandbox({ repositories: 40 });
  const pathOf = (id: number): string => new URL(sandbox.current.data.repository(id).webUrl).pathname;

  it('are where every web address of the sandbox leads, also those of the examples of the vendor', () => {
    const { data, url } = sandbox.current;
    for (const { webUrl } of [...data.repositories(), data.addRepository({ name: 'added later' })]) {
      assert.equal(new URL(webUrl).origin, url);
    }
  });

  it('show branches and the mirror', async () => {
    const { data } = sandbox.current;
    const { id, webUrl } = data.addRepository({ name: 'shown' });
    const commit = await data.commitRepository(id, { branch: 'feature/x' });
    data.setMirror(id, { url: 'https://user:s3cr3t@example.com/a.git', update_status: 'failed' });
    const page = await (await fetch(webUrl)).text();
    for (const text of [
      '<h1><bdi>shown</bdi></h1>',
      'feature/x',
      commit.slice(0, 10),
      'https://example.com/a.git',
      'failed',
    ]) {
      assert.ok(page.includes(text), text);
    }
    assert.doesNotMatch(page, /s3cr3t/);
    const chinese = await (await fetch(webUrl, { headers: { 'Accept-Language': 'zh-CN,zh;q=0.9' } })).text();
    assert.match(chinese, /远程镜像/);
  });

  it('say that a repository is empty, and that it has no mirror', async () => {
    const { webUrl } = sandbox.current.data.addRepository({ name: 'bare', commits: 0 });
    const page = await (await fetch(webUrl)).text();
    assert.match(page, /The repository is empty\./);
    assert.match(page, /This repository has no mirror\./);
  });

  it('take nothing for HTML, and may load and run nothing', async () => {
    const { data } = sandbox.current;
    const { id, webUrl } = data.addRepository({ name: HTML, project: 'Names that bite' });
    data.setMirror(id, { url: `https://example.com/${HTML}"'`, update_status: HTML });
    const answer = await fetch(webUrl);
    const page = await answer.text();
    assert.doesNotMatch(page, /<img/);
    assert.ok(page.includes('&lt;img src=x onerror=alert(1)&gt;'));
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/html; charset=utf-8$/);
  });

  it('open with the secret of their address only, and the secret opens nothing else', async () => {
    const { token, data } = sandbox.current;
    const { id } = data.addRepository({ name: 'closed' });
    const [, , key = ''] = pathOf(id).split('/');
    assert.ok(key.length >= 20);
    const host = { host: new URL(sandbox.current.url).host };
    for (const target of [
      `/pages/${id}`,
      `/pages/x/${id}`,
      `/pages/${key}/1`,
      `/pages/${key}/`,
      `/pages/${token}/${id}`,
    ]) {
      assert.equal((await rawRequest(sandbox.current, target, host)).status, 404, target);
    }
    assert.equal((await rawRequest(sandbox.current, pathOf(id), host, 'POST')).status, 404);
    const mirror = `/v4/repositories/${id}/remote-mirror`;
    assert.equal((await rawRequest(sandbox.current, mirror, { ...host, 'X-Auth-Token': key })).status, 401);
  });

  it('are shown to a person who follows a link of VS Code in a browser, and to no script', async () => {
    const target = pathOf(2111985337);
    const status = async (headers: Record<string, string>): Promise<number> =>
      (await rawRequest(sandbox.current, target, { host: new URL(sandbox.current.url).host, ...headers })).status;
    const followed = { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
    assert.equal(await status(followed), 200);
    assert.equal(await status({ ...followed, 'Sec-Fetch-Dest': 'iframe' }), 403);
    assert.equal(await status({ ...followed, 'Sec-Fetch-Mode': 'no-cors' }), 403);
    assert.equal(await status({ ...followed, 'Sec-Fetch-Site': 'cross-site' }), 403);
    assert.equal(await status({ ...followed, Origin: 'http://127.0.0.1:1' }), 403);
  });
});

describe('sandbox: pages without Git', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useSandbox({ repositories: 0, git: 'no-such-program-here' });

  it('say that branches could not be read', async () => {
    const page = await (await fetch(sandbox.current.data.repository(2111985337).webUrl)).text();
    assert.match(page, /could not run Git/);
  });
});
