import assert from 'node:assert/strict';
import { request } from 'node:http';
import { oneTimeAddress } from '../../../scripts/lib/oneTimeAddress.mjs';

interface Answer {
  readonly status: number | undefined;
  readonly location: string | undefined;
}

function ask(url: string, { method = 'GET', headers = {} } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, location: response.headers.location });
    })
      .on('error', reject)
      .end();
  });
}

const TARGET = 'http://127.0.0.1:1/?tkn=secret';
const refused: Answer = { status: 403, location: undefined };

describe('The address that a browser is started with', () => {
  let address: Awaited<ReturnType<typeof oneTimeAddress>>;
  beforeEach(async () => {
    address = await oneTimeAddress(TARGET);
  });
  afterEach(() => {
    address.close();
  });

  it('does not hold what it leads to, and leads there', async () => {
    assert.doesNotMatch(address.url, /secret/);
    assert.deepEqual(await ask(address.url), { status: 302, location: TARGET });
  });

  it('leads there once', async () => {
    await ask(address.url);
    await assert.rejects(ask(address.url), { code: 'ECONNREFUSED' });
  });

  it('leads nobody there who does not know it, or comes by another name of this computer', async () => {
    assert.deepEqual(await ask(new URL('/', address.url).href), refused);
    assert.deepEqual(await ask(`${address.url}0`), refused);
    assert.deepEqual(await ask(address.url, { method: 'HEAD' }), refused);
    assert.deepEqual(
      await ask(address.url, { headers: { host: `rebound.example:${new URL(address.url).port}` } }),
      refused,
    );
    assert.deepEqual(await ask(address.url), { status: 302, location: TARGET });
  });
});
