import assert from 'node:assert/strict';
import {
  checkMirrorUrl,
  checkToken,
  toCodeArtsProjectId,
  toIamProjectId,
  toRegistryId,
  toRepositoryId,
  toRepositoryUuid,
} from '../../../src/api/index';
import { refusalOf } from './client';

describe('Source address of a mirror', () => {
  for (const [url, warnings] of [
    ['https://example.com/foo/bar.git', []],
    ['https://example.com:8443/foo/bar.git', []],
    ['https://example.com:443/bar.git', []],
    ['http://example.com:80/bar.git', ['insecureHttp']],
    ['http://example.com/bar.git', ['insecureHttp']],
    ['https://example.com/bar', ['noGitSuffix']],
    ['https://example.com', ['noGitSuffix']],
    ['https://example.com:1024/bar.git', ['unusualPort']],
    ['https://example.com:1025/bar.git', []],
    ['https://example.com:22/bar', ['noGitSuffix', 'unusualPort']],
    ['https://[::1]/bar.git', ['privateHost']],
    ['https://127.0.0.1/bar.git', ['privateHost']],
    ['https://2130706433/bar.git', ['privateHost']],
    ['https://localhost:8443/bar.git', ['privateHost']],
    ['https://10.1.2.3/bar.git', ['privateHost']],
    ['https://172.31.0.1/bar.git', ['privateHost']],
    ['https://172.32.0.1/bar.git', []],
    ['https://192.168.1.1/bar.git', ['privateHost']],
    ['https://169.254.169.254/bar.git', ['privateHost']],
    ['https://100.64.0.1/bar.git', ['privateHost']],
    ['https://8.8.8.8/bar.git', []],
    ['https://[fd00::1]/bar.git', ['privateHost']],
    ['https://[fe80::1]/bar.git', ['privateHost']],
    ['https://[::ffff:10.0.0.1]/bar.git', ['privateHost']],
    ['https://[::ffff:8.8.8.8]/bar.git', []],
    ['https://[::127.0.0.1]/bar.git', ['privateHost']],
    ['https://[64:ff9b::10.0.0.1]/bar.git', ['privateHost']],
    ['https://[64:ff9b::8.8.8.8]/bar.git', []],
    ['https://[fec0::1]/bar.git', ['privateHost']],
    ['https://[ff02::1]/bar.git', ['privateHost']],
    ['https://[2001:db8::1]/bar.git', []],
    ['https://[2606:50c0:8000::153]/bar.git', []],
    ['https://198.18.0.7/bar.git', ['privateHost']],
    ['https://224.0.0.1/bar.git', ['privateHost']],
    ['https://255.255.255.255/bar.git', ['privateHost']],
    ['https://223.5.5.5/bar.git', []],
    ['https://git.localdomain/bar.git', ['privateHost']],
    ['https://gitlab/bar.git', ['privateHost']],
    ['https://git.corp.lan/bar.git', ['privateHost']],
    ['https://example.com/bar.git?ref=main', ['query']],
    ['https://example.com/bar.git#readme', ['fragment']],
    ['https://example.com/bar?ref=main#readme', ['query', 'fragment', 'noGitSuffix']],
    ['https://g\u0456thub.com/acme/app.git', ['mixedScripts']],
    ['https://xn--gthub-2we.com/acme/app.git', ['mixedScripts']],
    ['https://\u24d6ithub.com/acme/app.git', ['mixedScripts']],
    ['https://g\u0131thub.com/acme/app.git', ['mixedScripts']],
    ['https://\u0261ithub.com/acme/app.git', ['mixedScripts']],
    ['https://gith\u1d1cb.com/acme/app.git', ['mixedScripts']],
    ['https://github.com\u30ceacme.example/app.git', ['mixedScripts']],
    ['https://\u30ce\u30fc\u30c8.example/app.git', []],
    ['https://\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444/bar.git', []],
    ['https://b\u00fccher.example/bar.git', []],
    ['https://例子.example/仓库.git', []],
    ['https://example.com/@scope/a@b.git', []],
    ['https://example.com/a%40b.git', []],
  ] as const) {
    it(`${url} is accepted${warnings.map((warning) => `, ${warning}`).join('')}`, () => {
      assert.deepEqual(checkMirrorUrl(url), { url, warnings });
    });
  }

  it('gets its scheme in lower case', () => {
    assert.equal(checkMirrorUrl('HTTPS://Example.com/A.git').url, 'https://Example.com/A.git');
  });

  it('may be 2048 characters long', () => {
    const url = `https://example.com/${'a'.repeat(2048)}`;
    assert.equal(checkMirrorUrl(url.slice(0, 2048)).url.length, 2048);
    assert.equal(refusalOf(() => checkMirrorUrl(url.slice(0, 2049))).problem, 'tooLong');
  });

  for (const [url, problem] of [
    ['', 'empty'],
    ['   ', 'empty'],
    ['https://github.com:acme/app.git', 'notAnAddress'],
    ['https://github.com:acme/app@v1.git', 'credentials'],
    ['http://https://example.com/bar.git', 'secondScheme'],
    ['https://http//example.com/bar.git', 'secondScheme'],
    ['https://ssh://git@example.com/bar.git', 'secondScheme'],
    ['https\uff1a//example.com/bar.git', 'unexpectedCharacters'],
    ['https://example\u3002com/bar.git', 'unexpectedCharacters'],
    ['https://example.com\uff0fbar.git', 'unexpectedCharacters'],
    ['https://example.com\u2215bar.git', 'unexpectedCharacters'],
    ['"https://example.com/bar.git"', 'unexpectedCharacters'],
    ["'https://example.com/bar.git'", 'unexpectedCharacters'],
    ['\u201chttps://example.com/bar.git\u201d', 'unexpectedCharacters'],
    ['\u300ahttps://example.com/bar.git\u300b', 'unexpectedCharacters'],
    ['<https://example.com/bar.git>', 'unexpectedCharacters'],
    ['https://example.com/my\u2013app.git', 'unexpectedCharacters'],
    ['https://example.com/a\u200bb.git', 'controlCharacters'],
    ['git@example.com:foo/bar.git', 'scheme'],
    ['ssh://git@example.com/bar.git', 'scheme'],
    ['ftp://example.com/bar.git', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['--upload-pack=touch', 'scheme'],
    ['-https://example.com/', 'scheme'],
    ['ext::sh -c date', 'controlCharacters'],
    ['//example.com/bar.git', 'scheme'],
    ['https:example.com', 'scheme'],
    ['https://user:pass@example.com/bar.git', 'credentials'],
    ['https://user@example.com/bar.git', 'credentials'],
    ['https://@example.com/bar.git', 'credentials'],
    ['https://:@example.com/bar.git', 'credentials'],
    ['https://user%3Apass@example.com/', 'credentials'],
    ['https://user%40example.com/', 'credentials'],
    ['https://user%2540example.com/', 'credentials'],
    ['https://example.com/bar.git?private_token=abc', 'credentials'],
    ['https://example.com/bar.git?accessToken=abc', 'credentials'],
    ['https://example.com/bar.git?api_key=abc', 'credentials'],
    ['https://example.com/bar.git#access_token=abc', 'credentials'],
    ['https://example.com/bar.git%3Fprivate_token%3Dabc', 'credentials'],
    ['https://example.com/bar.git?a=1&amp;sig=abc', 'credentials'],
    ['https://example.com/ghp_0123456789abcdef/bar.git', 'credentials'],
    ['https://tenant%2Fdev.user:Pw@example.com/bar.git', 'credentials'],
    ['https://tenant/dev.user:Pw@example.com/bar.git', 'credentials'],
    ['https://user:2024#Pw@example.com/bar.git', 'credentials'],
    ['https://user:12/Pw@example.com/bar.git', 'credentials'],
    ['https://user:"Pw@example.com/bar.git', 'credentials'],
    ['https://user:Secret', 'credentials'],
    ['https://', 'notAnAddress'],
    ['https:///etc/passwd', 'notAnAddress'],
    ['https://?x', 'notAnAddress'],
    ['https://-oProxyCommand=x/', 'notAnAddress'],
    ['https://exa%6Dple.com/', 'notAnAddress'],
    ['https://example.com:99999/', 'notAnAddress'],
    ['https://[::1/', 'notAnAddress'],
    ['https://example.com\\@evil.example/', 'notAnAddress'],
    ['https://example.com/a\\b.git', 'notAnAddress'],
    ['https://example.com/a b.git', 'controlCharacters'],
    [' https://example.com/a.git', 'controlCharacters'],
    ['https://example.com/a.git\n', 'controlCharacters'],
    ['https://example.com/a\r\nX-Evil: 1', 'controlCharacters'],
    ['https://example.com/a\u0000.git', 'controlCharacters'],
    ['https://example.com/a\u202Etig.git', 'controlCharacters'],
    ['https://example.com/a\u00A0.git', 'controlCharacters'],
    ['https://example.com/a\ud83d.git', 'unexpectedCharacters'],
  ] as const) {
    it(`${JSON.stringify(url)} is refused: ${problem}`, () => {
      const error = refusalOf(() => checkMirrorUrl(url));
      assert.deepEqual(
        [error.kind, error.reason, error.parameter, error.problem],
        ['invalid', 'badInput', 'url', problem],
      );
    });
  }
});

describe('Source address with an unusual character', () => {
  for (const [url, character] of [
    ['https\uff1a//example.com/bar.git', '\uff1a'],
    ['https://example.com/bar.git\u3000', '\u3000'],
    ['https://exam\u200bple.com/bar.git', '\u200b'],
    ['"https://example.com/bar.git"', '"'],
  ] as const) {
    it(`${JSON.stringify(url)} is refused with that character named`, () => {
      assert.equal(refusalOf(() => checkMirrorUrl(url)).character, character);
    });
  }
});

describe('Token', () => {
  it('is trimmed', () => {
    assert.equal(checkToken('\n  MIIE+/=abc \t'), 'MIIE+/=abc');
  });

  it('may be of any length', () => {
    assert.equal(checkToken(`${'a'.repeat(2_000_000)}\n`).length, 2_000_000);
  });

  for (const [text, problem] of [
    ['', 'empty'],
    [' \n ', 'empty'],
    ['abc\r\nX-Evil: 1', 'controlCharacters'],
    ['abc\ndef', 'controlCharacters'],
    ['abc\u0000', 'controlCharacters'],
    ['abc\u007F', 'controlCharacters'],
    ['abc def', 'unexpectedCharacters'],
    ['“abc”', 'unexpectedCharacters'],
  ] as const) {
    it(`${JSON.stringify(text)} is refused: ${problem}`, () => {
      const error = refusalOf(() => checkToken(text));
      assert.deepEqual([error.reason, error.problem], ['badInput', problem]);
      assert.ok(!error.message.includes('abc'));
    });
  }
});

describe('Identifiers', () => {
  it('of repositories are whole numbers from 1 to 2147483647', () => {
    assert.deepEqual(
      [1, 2147483647].map((id) => toRepositoryId(id)),
      [1, 2147483647],
    );
    for (const [value, problem] of [
      [0, 'outOfRange'],
      [-1, 'outOfRange'],
      [2147483648, 'outOfRange'],
      [1.5, 'notInteger'],
      [Number.NaN, 'notInteger'],
      [Infinity, 'notInteger'],
      ['7', 'notInteger'],
      [null, 'notInteger'],
      [undefined, 'notInteger'],
    ] as const) {
      assert.equal(refusalOf(() => toRepositoryId(value)).problem, problem, String(value));
    }
  });

  for (const [name, check] of [
    ['repository UUIDs', toRepositoryUuid],
    ['IAM projects', toIamProjectId],
  ] as const) {
    it(`of ${name} cannot lead to another path`, () => {
      assert.equal(check('045ceabb9aea40579d5a759e84fa7f0a'), '045ceabb9aea40579d5a759e84fa7f0a');
      for (const value of ['a/b', '..', '.', 'a\\b', '', 'a\nb', 7, 'a'.repeat(257), '\ud800', 'a\udc00']) {
        assert.equal(refusalOf(() => check(value)).reason, 'badInput', String(value));
      }
    });
  }

  it('of CodeArts projects are 32 letters and digits', () => {
    assert.equal(toCodeArtsProjectId('4838955a48e2492bbe44b31bc4c272f6'), '4838955a48e2492bbe44b31bc4c272f6');
    for (const value of ['a'.repeat(31), 'a'.repeat(33), `${'a'.repeat(31)}-`, `${'a'.repeat(31)}ä`, '']) {
      assert.equal(refusalOf(() => toCodeArtsProjectId(value)).reason, 'badInput', value);
    }
  });

  it('of registries are 1 to 64 characters', () => {
    assert.equal(toRegistryId('a'.repeat(64)).length, 64);
    assert.equal(refusalOf(() => toRegistryId('a'.repeat(65))).problem, 'tooLong');
    assert.equal(refusalOf(() => toRegistryId('')).problem, 'empty');
  });
});
