import assert from 'node:assert/strict';
import { addressTarget, tidyAddress } from '../../../src/repositories/pageAddress';

const APP = 'https://github.com/acme/app.git';

describe('Address of a page', () => {
  for (const [page, repository] of [
    ['https://github.com', undefined],
    ['https://github.com/', undefined],
    ['https://github.com/acme', undefined],
    ['https://github.com/settings/tokens', undefined],
    ['https://github.com/acme/app/tree/main', APP],
    ['https://github.com/acme/app/blob/main/README.md#usage', APP],
    ['https://github.com/acme/app/pull/12/files?w=1', APP],
    ['https://github.com/acme/app.git/tree/main', APP],
    ['https://github.com/acme/app/archive/refs/heads/main.zip', APP],
    ['https://www.github.com/acme/app', APP],
    ['https://raw.githubusercontent.com/acme/app/main/README.md', APP],
    ['https://api.github.com/repos/acme/app/branches', APP],
    ['https://gitlab.com/', undefined],
    ['https://gitlab.com/group/sub/app/-/tree/main', 'https://gitlab.com/group/sub/app.git'],
    ['https://gitlab.com/group/app/tree/main', 'https://gitlab.com/group/app.git'],
    ['https://git.corp.example:8443/group/app/-/merge_requests/1', 'https://git.corp.example:8443/group/app.git'],
    ['https://gitlab.com/-/profile', undefined],
    ['https://gitee.com/acme/app/tree/master/src', 'https://gitee.com/acme/app.git'],
    ['https://gitee.com/acme/app/blob/master/a.md', 'https://gitee.com/acme/app.git'],
    ['https://bitbucket.org/acme/app/src/main/', 'https://bitbucket.org/acme/app.git'],
    ['https://bitbucket.org/acme/app/pull-requests/', 'https://bitbucket.org/acme/app.git'],
    ['https://git.corp.example/projects/ACME/repos/app/browse', 'https://git.corp.example/scm/acme/app.git'],
    ['https://git.corp.example/users/Ann/repos/app/browse', 'https://git.corp.example/scm/~ann/app.git'],
    ['https://dev.azure.com/acme', undefined],
    ['https://dev.azure.com/acme/project', undefined],
    ['https://dev.azure.com/acme/project/_git/app/pullrequests', 'https://dev.azure.com/acme/project/_git/app'],
    ['https://acme.visualstudio.com/project/_git/app/commit/1', 'https://acme.visualstudio.com/project/_git/app'],
    ['https://console.huaweicloud.eu/codearts', undefined],
    ['https://codeberg.org/acme/app/src/branch/main', 'https://codeberg.org/acme/app.git'],
    ['https://gitea.corp.example/acme/app/src/branch/main', 'https://gitea.corp.example/acme/app.git'],
    ['https://devcloud.cn-north-4.huaweicloud.com/codehub/project/1/codehub/2/home', undefined],
    ['https://git.corp.example', undefined],
  ] as const) {
    it(`${page} is one${repository === undefined ? '' : `, of ${repository}`}`, () => {
      assert.deepEqual(addressTarget(page), { kind: 'page', repository });
    });
  }

  for (const address of [
    APP,
    'https://github.com/acme/app',
    'https://github.com/acme/app/',
    'https://gitlab.com/group/sub/deeper/app.git',
    'https://gitlab.com/group/sub/app',
    'https://bitbucket.org/acme/app.git',
    'https://gitee.com/acme/app.git',
    'https://dev.azure.com/acme/project/_git/app',
    'https://acme.visualstudio.com/_git/app',
    'https://git.corp.example/app.git',
    'https://git.corp.example/scm/acme/app.git',
    'https://git.corp.example/a/tree/app.git',
    'https://codehub.devcloud.cn-north-4.huaweicloud.com/group/app.git',
    'http://127.0.0.1:3000/git/oss/library.git',
    'https://gist.github.com/acme/0123456789abcdef.git',
  ]) {
    it(`${address} is none`, () => {
      assert.deepEqual(addressTarget(address), { kind: 'repository' });
    });
  }
});

describe('Address of a repository', () => {
  for (const [written, tidy] of [
    ['https://github.com/acme/app.git?ref=main', APP],
    ['https://github.com/acme/app#readme', APP],
    ['https://github.com/acme/app/', APP],
    ['https://例子.example/仓库/app#x', 'https://例子.example/%E4%BB%93%E5%BA%93/app.git'],
    [APP, undefined],
    ['https://dev.azure.com/acme/project/_git/app?path=/README.md', 'https://dev.azure.com/acme/project/_git/app'],
    ['https://dev.azure.com/acme/project/_git/app', undefined],
    ['https://github.com?x', undefined],
  ] as const) {
    it(`${written} is better written ${tidy ?? 'as it is'}`, () => {
      assert.equal(tidyAddress(written), tidy);
    });
  }
});
