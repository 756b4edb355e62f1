import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { type Row, rowNamed, settledRows } from './support/rows';
import { until } from './support/until';

const BAD: readonly (readonly [name: string, url: string, complaint: RegExp])[] = [
  ['nothing', '', /Enter an address/],
  ['spaces only', '   ', /Enter an address/],
  ['a name without scheme', 'example.com/foo/bar.git', /Only http/],
  ['an SSH address', 'ssh://git@example.com/foo/bar.git', /Only http/],
  ['the short form of one', 'git@example.com:foo/bar.git', /Only http/],
  ['a script', 'javascript:alert(1)', /Only http/],
  ['a file', 'file:///etc/passwd', /Only http/],
  ['a Git transport', 'ext::sh -c touch% /tmp/pwned', /space|Only http/],
  ['an option of Git', '-oProxyCommand=touch /tmp/pwned', /space|Only http/],
  ['an option without a space', '--upload-pack=/tmp/pwned', /Only http/],
  ['a host that is an option', 'https://-oProxyCommand=x/foo.git', /not an address/],
  ['a password', 'https://user:s3cr3t@example.com/foo/bar.git', /Remove the credentials/],
  ['a user name', 'https://token@example.com/foo/bar.git', /Remove the credentials/],
  ['a hidden user name', 'https://user%3Apw%40example.com/foo.git', /Remove the credentials/],
  ['a token as a parameter', 'https://example.com/foo.git?access_token=abc', /Remove the credentials/],
  ['a space', 'https://example.com/foo bar.git', /space, line break or invisible/],
  ['a line break', 'https://example.com/foo.git\nhttps://example.com/bar.git', /space, line break or invisible/],
  ['an invisible character', 'https://exam\u200bple.com/foo.git', /space, line break or invisible/],
  ['two schemes', 'http://https://example.com/foo.git', /two schemes/],
  ['a full-width colon', 'https：//example.com/foo.git', /full-width “：” \(U\+FF1A\)\. Type “:”/],
  ['quotes', '“https://example.com/foo.git”', /contains ““” \(U\+201C\)/],
  ['100,000 characters', `https://example.com/${'a'.repeat(100_000)}.git`, /too long/],
  ['no host', 'https:///foo.git', /not an address|Only http/],
  ['a backslash', 'https:\\\\example.com\\foo.git', /not an address|Only http/],
];

describe('an address that cannot be mirrored', () => {
  const cloud = useCloud({ repositories: 0 });
  let row: Row;

  beforeEach(async () => {
    const tree: vscode.TreeDataProvider<unknown> = cloud.api.views.repositories;
    row = rowNamed(await settledRows(tree, 'demo_project'), 'CreatRepository_MI9Af');
  });

  for (const [name, url, complaint] of BAD) {
    it(`${name}: refused where it is typed, and by the command`, async () => {
      cloud.person.types(url);
      await run('mirror.associate', row.node);
      const said = cloud.person.inputs[0]!.complaints;
      assert.equal(said.length, 1);
      assert.match(said[0]!, complaint);
      assert.ok(said[0]!.length < 300 && !said[0]!.includes('s3cr3t'), 'it does not repeat the address');

      await run('mirror.associate', row.node, { url });
      const [message] = await until('a message', () => cloud.person.messages.length > 0 && cloud.person.messages);
      assert.equal(message!.severity, 'error');
      assert.match(message!.text, /not sent/);
      assert.ok(!message!.text.includes('s3cr3t'));
      assert.deepEqual(cloud.requests('associateRemoteMirror'), []);
    });
  }

  for (const [name, url, complaint] of [
    ['a site', 'https://github.com', /^This is a page, not a repository\. Example/],
    [
      'a branch in a browser',
      'https://github.com/acme/app/tree/main',
      /^This is a page, not a repository\. Use https:\/\/github\.com\/acme\/app\.git$/,
    ],
    [
      'a repository of this account',
      'https://repo.alpha.devcloud.intest.com/Demo00228/creatrepository_mi9af/',
      /^CreatRepository_MI9Af is a repository of this account/,
    ],
  ] as const) {
    it(`${name}: refused where it is typed, and by the command`, async () => {
      cloud.person.types(url);
      await run('mirror.associate', row.node);
      assert.match(cloud.person.inputs[0]!.complaints[0]!, complaint);

      await run('mirror.associate', row.node, { url });
      const [message] = await until('a message', () => cloud.person.messages.length > 0 && cloud.person.messages);
      assert.equal(message!.severity, 'error');
      assert.match(message!.text, complaint);
      assert.deepEqual(cloud.requests('associateRemoteMirror'), []);
    });
  }

  it('can be corrected where it is typed', async () => {
    cloud.person.types('git@example.com:foo/bar.git', '  https://example.com/foo/bar.git ').presses('Associate Anyway');
    await run('mirror.associate', row.node);
    assert.equal(cloud.sandbox.data.mirror(468485)?.url, 'https://example.com/foo/bar.git');
  });
});
