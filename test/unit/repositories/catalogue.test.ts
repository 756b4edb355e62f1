import assert from 'node:assert/strict';
import { type Repository, toRepositoryId } from '../../../src/api/index';
import { Catalogue } from '../../../src/repositories/catalogue';
import { isSameRepository, withCloneUrl } from '../../../src/repositories/cloneAddress';
import { ListStore } from '../../../src/ui/listStore';
import { sessionsWith, signedIn, TestClock } from '../ui/support';

const HOST = 'codehub.devcloud.cn-north-4.huaweicloud.com';

function repository(id: number, path: string, more: Partial<Repository> = {}): Repository {
  return {
    id: toRepositoryId(id, 'test'),
    name: path,
    httpsUrl: `https://${HOST}/${path}.git`,
    sshUrl: `git@${HOST}:${path}.git`,
    ...more,
  };
}

describe('What other rooms may know of repositories', () => {
  const foo = repository(1, 'foo/bar');
  const nested = repository(2, 'foo/deep/bar');
  const chinese = repository(3, '团队/仓库');
  const upper = repository(4, 'Case/App');
  const lower = repository(5, 'case/app');
  const odd = repository(6, 'odd/app', {
    httpsUrl: 'https://git.acme.example:8443/odd/app.git',
    sshUrl: 'ssh://git@git.acme.example:2222/odd/app.git',
  });
  const bare = repository(7, 'bare', { httpsUrl: undefined, sshUrl: undefined });
  const all = [foo, nested, chinese, upper, lower, odd, bare];

  for (const [url, ...found] of [
    [`https://${HOST}/foo/bar.git`, foo],
    [`https://${HOST}/foo/bar`, foo],
    [`https://${HOST}/foo/bar/`, foo],
    [`https://${HOST}/foo/bar.git/`, foo],
    [`HTTPS://${HOST.toUpperCase()}/foo/bar.GIT`, foo],
    [`https://${HOST}:443/Foo/Bar.git`, foo],
    [`https://alice:secret@${HOST}/foo/bar.git`, foo],
    [`git@${HOST}:foo/bar.git`, foo],
    [`${HOST}:foo/bar`, foo],
    [`git@${HOST}:/foo/bar.git\n`, foo],
    [`ssh://git@${HOST}/foo/bar.git`, foo],
    [`ssh://${HOST}:22/foo/bar`, foo],
    [`git+ssh://git@${HOST.toUpperCase()}/foo/bar`, foo],
    [`https://${HOST}/foo/deep/bar.git`, nested],
    [`https://${HOST}/%E5%9B%A2%E9%98%9F/%E4%BB%93%E5%BA%93.git`, chinese],
    [`git@${HOST}:团队/仓库.git`, chinese],
    [`git@${HOST}:Case/App.git`, upper],
    [`https://${HOST}/case/app`, lower],
    [`https://${HOST}/CASE/APP`, upper, lower],
    ['https://git.acme.example:8443/odd/app', odd],
    ['git@git.acme.example:odd/app.git', odd],
    ['ssh://git@git.acme.example:2222/odd/app', odd],
    ['https://git.acme.example:9000/odd/app'],
    [`https://${HOST}/bar.git`],
    [`https://${HOST}/foo/bar2.git`],
    ['https://github.com/foo/bar.git'],
    [`file:///foo/bar.git`],
    ['C:/foo/bar'],
    ['C:foo/bar'],
    ['../foo/bar'],
    [`https://${HOST}/%E4%BB/bar`],
    [''],
    ['\0'],
  ] as const) {
    it(`${JSON.stringify(url)} is ${found.length === 0 ? 'none of them' : found.map(({ name }) => name).join(' or ')}`, () => {
      assert.deepEqual(withCloneUrl(all, url), found);
    });
  }

  it('compares addresses that are in no list', () => {
    assert.ok(isSameRepository('https://github.com/acme/app.git', 'https://GitHub.com/acme/App/'));
    assert.ok(isSameRepository('https://github.com/acme/app.git', 'git@github.com:acme/app'));
    assert.ok(!isSameRepository('https://github.com/acme/app.git', 'https://github.com/acme/application.git'));
    assert.ok(!isSameRepository('no address', 'no address'));
  });

  it('finds what is listed, and tells when that is something else', async () => {
    let items: readonly Repository[] = [foo];
    const sessions = sessionsWith();
    const list = new ListStore<Repository>(
      sessions,
      () => Promise.resolve({ items }),
      ({ id }) => id,
      new TestClock().now,
    );
    const catalogue: Catalogue = new Catalogue(list, {
      repository: (id) => catalogue.all.find((each) => each.id === id),
    });
    let changes = 0;
    catalogue.onDidChange(() => (changes += 1));
    assert.deepEqual([catalogue.all, catalogue.withId(foo.id)], [[], undefined]);
    await list.load();
    assert.deepEqual([catalogue.all, catalogue.withId(foo.id), changes], [[foo], foo, 1]);
    assert.deepEqual(await catalogue.withCloneUrl(`git@${HOST}:foo/bar`), [foo]);
    items = [nested];
    await list.refresh();
    assert.deepEqual(await catalogue.withCloneUrl(`git@${HOST}:foo/bar`), []);
    assert.deepEqual([catalogue.all, changes], [[nested], 2]);
    sessions.replace(signedIn(undefined, 'bob'));
    assert.deepEqual([catalogue.all, changes], [[], 3]);
    catalogue.dispose();
    list.dispose();
  });
});
