import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { mirrorCause } from '../../../src/repositories/mirrorCause';
import { root } from '../manifest/fakeEditor';

interface Sample {
  readonly cause: string;
  readonly text: string;
}

/** `cause<TAB>text` lines below a header; `\n` and `\r` stand for line ends. */
function samples(file: string): readonly Sample[] {
  return readFileSync(path.join(root, 'test/data', file), 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const tab = line.indexOf('\t');
      const text = line.slice(tab + 1).replaceAll('\\n', '\n');
      return { cause: line.slice(0, tab), text: text.replaceAll('\\r', '\r') };
    });
}

const ALL = ['mirror-errors.tsv', 'mirror-errors-more.tsv'].flatMap(samples);

const NAMES = [
  'https://git.example.com/web/error-404-pages.git',
  'http://deploy:s3cret@403.example.org:8443/iam/authentication-service.git/',
  "'https://git.example.com/timeout/could-not-resolve-host.git/'",
  'git@ssl-certificate.example.com:acme/rate-limit.git',
  'permission-denied.example.net:502',
  'unauthorized.example.com',
  '[2001:db8::403]:443',
  '203.0.113.40:8404',
  'refs/pull/403/head',
  'refs/heads/non-fast-forward',
  'refs/heads/功能-超时',
  'origin/feature/permission-check',
  'fix/no-space-left-on-device',
  "'timeout'",
  'lfs -> origin/lfs',
  '4030000000000000000000000000000000000404',
  '1d9f403',
  '401a502..404b503',
  'port 403',
  '/srv/repos/connection-refused/index-pack.git',
];

/** The same words stay together: a name is put between lines, at either end, or after a comma's worth of text. */
function withName(text: string, name: string): readonly string[] {
  return [`${name} ${text}`, `${text} ${name}`, `remote: ${name}\n${text}`, `${text}\n${name}\n`];
}

describe('The cause of a failed mirror', () => {
  it('is read from what real tools say, in English and Chinese', () => {
    assert.ok(ALL.length > 220);
    const wrong = ALL.map(({ cause, text }) => ({ text, cause, said: mirrorCause(text) }));
    assert.deepEqual(
      wrong.filter(({ cause, said }) => cause !== said),
      [],
    );
  });

  for (const name of NAMES) {
    it(`is not changed by an address, a ref, an object name or a port beside the words: ${name}`, () => {
      const changed = ALL.flatMap(({ cause, text }) =>
        withName(text, name).filter((each) => mirrorCause(each) !== cause),
      );
      assert.deepEqual(changed, []);
    });
  }

  it('is not changed by a name between any two words', () => {
    const changed = ALL.filter(({ text }) => !text.includes('<') && !text.includes(' -> ')).flatMap(({ cause, text }) =>
      [...text.matchAll(/(?<=[A-Za-z]) (?=[A-Za-z])/gu)].flatMap(({ index }, position) => {
        const name = NAMES.filter((each) => !each.startsWith("'"))[position % (NAMES.length - 2)] ?? '';
        const changedText = `${text.slice(0, index)} ${name} ${text.slice(index + 1)}`;
        return mirrorCause(changedText) === cause ? [] : [changedText];
      }),
    );
    assert.deepEqual(changed, []);
  });

  it('is not changed by another address in the place of the one that is named', () => {
    const others = ['https://timeout.example.com/auth/404.git', 'http://lfs.example.org:502/no/such/host.git/'];
    const changed = ALL.filter(({ text }) => !text.includes('redirect:')).flatMap(({ cause, text }) =>
      others.map((other) => text.replace(/https?:\/\/[^\s'"]+/gu, other)).filter((each) => mirrorCause(each) !== cause),
    );
    assert.deepEqual(changed, []);
  });

  it('is not decided by a name alone', () => {
    assert.deepEqual(
      NAMES.filter((name) => mirrorCause(`exit status 128: ${name}`) !== 'unknown'),
      [],
    );
  });

  it('is the same when the text was escaped as JSON, once or twice', () => {
    const changed = ALL.filter(({ cause, text }) => {
      const once = JSON.stringify({ msg: text, code: '7' });
      return mirrorCause(once) !== cause || mirrorCause(JSON.stringify(once)) !== cause;
    });
    assert.deepEqual(changed, []);
  });

  it('is found at either end of a long text', () => {
    const progress = 'remote: Counting objects: 50% (403/806)\r'.repeat(20_000);
    const reason = 'fatal: write error: No space left on device';
    assert.equal(mirrorCause(`${progress}\n${reason}`), 'storage');
    assert.equal(mirrorCause(`${reason}\n${progress}`), 'storage');
  });

  it('is found in a text of 1 MB that was made to be slow to read', () => {
    const parts = [
      'a',
      '/',
      '://',
      'a.',
      "'",
      '"',
      '<',
      '\\u003c',
      '&#',
      '0',
      ':',
      '-> ',
      ' ',
      '文',
      '\\',
      'a@',
      '(',
      '文/',
    ];
    const words = ['exceeded over ', 'not found or ', 'cannot lock ref ', 'branch x ', '<title '];
    const undecided = [...parts, ...words].filter((part) => {
      const text = part.repeat(Math.ceil(1_000_000 / part.length));
      return mirrorCause(`fatal: early EOF\n${text}\nfatal: write error: No space left on device`) !== 'storage';
    });
    assert.deepEqual(undecided, []);
  });

  it('ignores what the menus and scripts of a web page speak of', () => {
    const page = (title: string): string =>
      `<!DOCTYPE html><html><head><title>${title}</title><script>if (x < 1) throw "timed out 403"</script></head><body><a href="/login">Sign in</a><p>rate limit, not found, no space left on device</p></body></html>`;
    assert.equal(mirrorCause(page('404 Not Found')), 'notFound');
    assert.equal(mirrorCause(page('503 Service Temporarily Unavailable')), 'sourceServer');
    assert.equal(mirrorCause(page('Acme')), 'loginPage');
  });
});
