import assert from 'node:assert/strict';
import { redact } from '../../../src/api/index';
import { redactorFor } from '../../../src/api/redact/redact';

describe('Redaction', () => {
  for (const [text, expected] of [
    ['https://user:pass@example.com/a.git', 'https://example.com/a.git'],
    ['https://token@example.com/a.git', 'https://example.com/a.git'],
    ['https://:pass@example.com/', 'https://example.com/'],
    ['http://u:p@a.com http://v:q@b.com', 'http://a.com http://b.com'],
    ['http://u:p@a.com,http://v:q@b.com', 'http://a.com,http://b.com'],
    ["fatal: unable to access 'https://u:p@a.com/x/': 403", "fatal: unable to access 'https://a.com/x/': 403"],
    ['https://us%40corp:p%3Aw@example.com/', 'https://example.com/'],
    ['https://u:p@ss@example.com/', 'https://example.com/'],
    ['https://u:p/ss@example.com/', 'https://example.com/'],
    ['https://u:p#ss?x@example.com/', 'https://example.com/'],
    ['https://u:secret', 'https://u:***'],
    ['https://u:secret%40example.com/', 'https://example.com/'],
    ['https%3A%2F%2Fu%3Ap%40example.com%2Fa', 'https%3A%2F%2Fexample.com%2Fa'],
    ['https%253A%252F%252Fu%253Ap%2540example.com%252Fa', 'https%253A%252F%252Fexample.com%252Fa'],
    ['go?to=https%3a%2f%2fu%3ap%40example.com&x=1', 'go?to=https%3a%2f%2fexample.com&x=1'],
    ['{"url":"https:\\/\\/u:p@example.com\\/a"}', '{"url":"https:\\/\\/example.com\\/a"}'],
    ['HTTPS://U:P@EXAMPLE.COM', 'HTTPS://EXAMPLE.COM'],
    ['socks5://u:p@proxy:1080', 'socks5://proxy:1080'],
    ['https://a.com/?private_token=abc&x=1', 'https://a.com/?private_token=***&x=1'],
    ['https://a.com/?X-Amz-Signature=abc#f', 'https://a.com/?X-Amz-Signature=***#f'],
    ['X-Auth-Token: MIIE+/=x\nHost: a', 'X-Auth-Token: ***\nHost: a'],
    ['{"x-subject-token":"MIIE","a":1}', '{"x-subject-token":"***","a":1}'],
    ['authorization: SDK-HMAC-SHA256 Access=AK, Signature=ab', 'authorization: ***'],
    ...['sk-', 'sk-proj-', 'sk_live_', 'dop_v1_', 'shpat_', 'SG.', 'LTAI5t'].map(
      (start) => [`key ${start}${'a1B2'.repeat(8)}, x`, 'key ***, x'] as const,
    ),
    ['Username: bob Password: hunter', 'Username: bob Password: ***'],
    ['password: hunter, user: bob', 'password: ***, user: bob'],
    ['the password is "hunter".', 'the password is "***".'],
    ['Your password is 123456.', 'Your password is ***.'],
    ['密码：hunter，请勿泄露', '密码：***，请勿泄露'],
    ['新密码为 hunter。', '新密码为 ***。'],
    ['curl -u bob:hunter2 https://example.com', 'curl -u *** https://example.com'],
    ["curl -u 'bob:hunter 2' https://example.com", "curl -u '***' https://example.com"],
    ['wget --password=hunter2 https://example.com', 'wget --password=*** https://example.com'],
    ['https://to?ken@host/a.git', 'https://host/a.git'],
    ['https://to#ken@host/a.git', 'https://host/a.git'],
    ['https://to"ken@host/a.git', 'https://host/a.git'],
  ] as const) {
    it(`turns ${JSON.stringify(text)} into ${JSON.stringify(expected)}`, () => {
      assert.equal(redact(text), expected);
    });
  }

  for (const text of [
    '',
    'exit status 128',
    'https://example.com/foo/bar.git',
    'https://example.com:8080/@scope/pkg',
    'https://example.com:443',
    'see https://example.com: it says so',
    'http://[::1]:8080/x@y',
    'https://example.com/a@b?c=d@e',
    'git@repo.example.com:group/name.git',
    'ssh://git@repo.example.com:2222/group/name.git',
    'mail bob@example.com',
    '同步失败:仓库不存在',
    'a token is needed',
  ]) {
    it(`leaves ${JSON.stringify(text)} alone`, () => {
      assert.equal(redact(text), text);
    });
  }

  it('hides known secrets wherever they are, also encoded', () => {
    const secret = 'MIIE/+ä=x';
    const base64 = Buffer.from(secret).toString('base64');
    const text = `a ${secret} b ${encodeURIComponent(secret)} c ${base64} d${secret}e`;
    assert.equal(redact(text, [secret]), 'a *** b *** c *** d***e');
  });

  it('leaves nothing of the longer of two secrets that overlap', () => {
    assert.equal(redact('abcdefgh', ['abcd', 'abcdefgh']), '***');
  });

  it('does not blank a text for an empty or very short secret', () => {
    assert.equal(redact('banana', ['', 'a', 'an']), 'banana');
  });

  it('takes a secret with signs of a pattern literally', () => {
    assert.equal(redact('x$&y (a+)+$ z', ['(a+)+$', '$&']), 'x$&y *** z');
  });

  it('survives half of a surrogate pair', () => {
    assert.equal(redact('a\uD800bcd', ['a\uD800bcd']), '***');
  });

  it('reads no more than the start of a long text', () => {
    const text = '://'.repeat(10_000_000);
    assert.ok(redact(text).length <= 64 * 1024 + 1);
    assert.ok(redact(`${'a '.repeat(40_000)}https://u:hunter2@example.com/`).endsWith('a …'));
  });

  it('shows as much as is asked for', () => {
    const short = redactorFor([]);
    assert.equal(short('https://example.com/a', 12), 'https://exam…');
    assert.equal(short('https://example.com/a', 21), 'https://example.com/a');
    assert.equal(short('ab\u{1F600}cd', 3), 'ab…');
  });

  it('leaves no half of a secret at any cut', () => {
    const known = 'Kn0wn/S3cret+Value';
    const texts = [
      'see https://user:Sup3rS3cr3t@example.com/a.git',
      'see https://2024abcSup3rS3cr3t@example.com/a.git',
      'see https://user:2024/Sup3rS3cr3t@example.com/a.git',
      'see https://user:12 Sup3rS3cr3t@example.com/a.git',
      'see https%3A%2F%2Fuser%3ASup3rS3cr3t%40example.com',
      'see {"password":"Sup3rS3cr3t and more","x":1}',
      'PRIVATE-TOKEN: Sup3rS3cr3t',
      'the password is Sup3rS3cr3t.',
      '密码：Sup3rS3cr3t',
      "curl -u 'user:Sup3rS3cr3t' https://example.com/",
      'see ghp_Sup3rS3cr3tSup3rS3cr3t0123',
      `see ${known} and ${encodeURIComponent(known)} and ${Buffer.from(`u:${known}`).toString('base64')}.`,
    ];
    const short = redactorFor([known]);
    for (const text of texts) {
      for (let longest = 1; longest <= text.length; longest++) {
        assert.doesNotMatch(short(text, longest), /Sup|S3c|2024|Kn0|S25v|user:S/, `${text} at ${longest}`);
      }
    }
  });

  it('leaves no half of a token that is far longer than what is shown', () => {
    const token = 'aB3'.repeat(10_000);
    for (const text of [
      `see https://${token}@example.com/`,
      `see https://u:${token}@example.com/`,
      `the token is ${token}`,
      `令牌：${token}`,
      `curl -u alice:${token} https://example.com/`,
    ]) {
      assert.doesNotMatch(redactorFor([])(text, 100), /aB3/);
    }
    assert.doesNotMatch(redactorFor([token])(`see ${token}`, 100), /aB3/);
  });

  // A pattern that backtracks would not come back from these before the runner gives up.
  for (const [name, text] of [
    ['colons and slashes', '://'.repeat(350_000)],
    ['users without hosts', 'https://u:'.repeat(100_000)],
    ['at signs', `https://${'@'.repeat(1_000_000)}`],
    ['percent signs', '%25'.repeat(350_000)],
    ['almost encoded', '%3A%2F'.repeat(170_000)],
    ['header names', 'x-auth-token:'.repeat(80_000)],
    ['header and blanks', `x-auth-token${' '.repeat(1_000_000)}`],
    ['parameters', '?a_b_c_token'.repeat(80_000)],
    ['underscores', `?${'a_'.repeat(500_000)}`],
    ['backslashes', `:${'\\'.repeat(1_000_000)}`],
    ['one long word', `https://${'a'.repeat(1_000_000)}`],
    ['quotes', '"\''.repeat(500_000)],
    ['labels', '密码：'.repeat(350_000)],
    ['labels with brackets', '密码（'.repeat(350_000)],
    ['sentences', 'password is '.repeat(80_000)],
    ['sentences without a value', `password is${' '.repeat(1_000_000)}`],
    ['commands', 'curl -u '.repeat(125_000)],
    ['options', `curl${' -uuuuuuuuu'.repeat(90_000)}`],
    ['open quotes', `curl${' -u"a'.repeat(200_000)}`],
    ['tokens with signs', 'https://a?b@'.repeat(80_000)],
    ['tokens with quotes', `https://${'a"'.repeat(500_000)}`],
  ] as const) {
    it(`comes to an end with a million characters of ${name}`, () => {
      const result = redact(`${text} https://u:hunter2@example.com/`);
      assert.ok(!result.includes('hunter2'));
    });
  }
});
