import assert from 'node:assert/strict';
import { proxyAddress, proxyFacts, proxyRoute, type ProxySettings } from '../../../src/diagnose/proxy';

const nothing: ProxySettings = { url: undefined, support: 'override', strictSSL: true, noProxy: [] };
const REPO = 'https://repo.example.com';

describe('diagnosis of the proxy', () => {
  it('leaves user name and password out of the address', () => {
    assert.equal(proxyAddress('http://user:pw@proxy.example:8080/x'), 'http://proxy.example:8080');
    assert.equal(proxyAddress(' socks5://u:p@proxy.example:1080 '), 'socks5://proxy.example:1080');
    assert.equal(proxyAddress('user:pw@proxy.example:8080'), undefined);
    assert.equal(proxyAddress('http://user:p#w@proxy.example'), undefined);
  });

  it('shows no part of an address that cannot be used', () => {
    const facts = proxyFacts({ ...nothing, url: 'user:pw@proxy' }, { HTTPS_PROXY: 'http://u:pw@env.example:1/' });
    assert.equal(facts.setting, 'unusable');
    assert.deepEqual(facts.environment, { address: 'http://env.example:1' });
    assert.doesNotMatch(JSON.stringify(facts), /pw/);
  });

  for (const url of [
    'http://alice:2024/Secret@proxy:3128',
    'http://alice:2024/Secret\uff20proxy:3128',
    'http://alice:2024#Secret\uff20proxy:3128',
    'http://alice:2024#Secret@proxy:3128',
    'http://alice:2024?Secret@proxy:3128',
    'http://alice:2024/Secret%40proxy:3128',
    'http://alice:2024\\Secret@proxy:3128',
  ]) {
    it(`shows nothing of ${url}, whose password is taken for a port and a path`, () => {
      const facts = proxyFacts({ ...nothing, url }, { HTTPS_PROXY: url });
      assert.deepEqual([facts.setting, facts.environment], ['unusable', 'unusable']);
      assert.deepEqual(proxyRoute(REPO, { ...nothing, url }, {}), { kind: 'system' });
    });
  }

  it('takes the setting before the environment, and HTTPS_PROXY before HTTP_PROXY', () => {
    const environment = { HTTPS_PROXY: 'http://secure.example:1', HTTP_PROXY: 'http://plain.example:2' };
    assert.deepEqual(proxyRoute(REPO, { ...nothing, url: 'http://set.example:3' }, environment), {
      kind: 'proxy',
      from: 'setting',
      address: 'http://set.example:3',
    });
    assert.deepEqual(proxyRoute(REPO, nothing, environment), {
      kind: 'proxy',
      from: 'environment',
      address: 'http://secure.example:1',
    });
    assert.deepEqual(proxyRoute(REPO, nothing, {}), { kind: 'system' });
  });

  it('goes directly to this computer, to exceptions, and when proxies are switched off', () => {
    const set = { ...nothing, url: 'http://set.example:3' };
    assert.deepEqual(proxyRoute('http://127.0.0.1:5', set, {}), { kind: 'direct', why: 'loopback' });
    assert.deepEqual(proxyRoute(REPO, { ...set, support: 'off' }, {}), { kind: 'direct', why: 'off' });
    for (const rule of ['example.com', '.example.com', 'repo.example.com:443', '*']) {
      assert.deepEqual(proxyRoute(REPO, { ...set, noProxy: [rule] }, {}), { kind: 'direct', why: 'exception' }, rule);
      assert.deepEqual(proxyRoute(REPO, set, { NO_PROXY: `a.example, ${rule}` }).kind, 'direct', rule);
    }
    for (const rule of ['ample.com', 'repo.example.com:444', 'example']) {
      assert.equal(proxyRoute(REPO, { ...set, noProxy: [rule] }, {}).kind, 'proxy', rule);
    }
    assert.equal(proxyRoute(REPO, { ...set, noProxy: ['other.example'] }, { NO_PROXY: '*' }).kind, 'proxy');
  });
});
