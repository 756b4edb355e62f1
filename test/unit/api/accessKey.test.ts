import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import {
  type AccessKeyCredential,
  checkAccessKey,
  checkSecretKey,
  checkSecurityToken,
  type CloudClient,
  type CloudClientOptions,
} from '../../../src/api/index';
import { TIMEOUT_MS, useSandbox } from '../sandbox/helpers';
import { clientFor, collect, failureOf, IAM_PROJECT, refusalOf } from './client';
import { closeServers, serve } from './server';

const MINUTE_MS = 60_000;
const KEY: AccessKeyCredential = {
  kind: 'accessKey',
  accessKey: 'EXAMPLEACCESSKEY0001',
  secretKey: 'example-secret-0001',
};

describe('An access key', () => {
  afterEach(closeServers);

  it('names the project to services, and the account to IAM', async () => {
    const server = await serve(() => ({ json: { id: 7, name: 'bar', projects: [] } }));
    const client = clientFor(server.url, { credential: { ...KEY, accountId: 'd78c' } });
    await client.showRepository(7);
    await client.listAuthProjects();
    assert.deepEqual(
      server.requests.map(({ headers }) => [headers['x-project-id'], headers['x-domain-id'], headers['x-auth-token']]),
      [
        [IAM_PROJECT, undefined, undefined],
        [undefined, 'd78c', undefined],
      ],
    );
  });

  it('that is wrong is tried once, however many requests there are: five would lock it', async () => {
    const json = { error_code: 'APIGW.0301', error_msg: 'verify aksk signature fail' };
    const server = await serve(() => ({ status: 401, json }));
    const client = clientFor(server.url, { credential: KEY });
    const failures = await Promise.all(Array.from({ length: 12 }, (_, id) => failureOf(client.showRepository(id + 1))));
    assert.deepEqual([...new Set(failures.map(({ reason }) => reason))], ['signature']);
    assert.equal(server.requests.length, 1);
    await failureOf(client.listAuthProjects());
    assert.equal(server.requests.length, 1);
  });

  it('is not taken for a right one because a gateway in front of it had an error of its own', async () => {
    let count = 0;
    const json = { error_code: 'APIGW.0301', error_msg: 'verify aksk signature fail' };
    const server = await serve(() => ((count += 1) === 1 ? { status: 503, json: {} } : { status: 401, json }));
    const client = clientFor(server.url, { credential: KEY });
    await Promise.all(Array.from({ length: 12 }, (_, id) => failureOf(client.showRepository(id + 1))));
    assert.equal(server.requests.length, 2);
  });

  it('holds nobody up any more once it was accepted', async () => {
    const waiting: ServerResponse[] = [];
    const server = createServer((_, response) => {
      waiting.push(response);
      // The first is answered alone; after it, nobody is answered before three are there at the same time.
      if (waiting.length === 1 || waiting.length >= 4) {
        for (const one of waiting) one.end('{"id":7,"name":"bar"}');
      }
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo; // a listening TCP server has one
    const client = clientFor(`http://127.0.0.1:${port}`, { credential: KEY });
    const answers = await Promise.all([1, 2, 3, 4].map((id) => client.showRepository(id)));
    assert.equal(answers.length, 4);
    server.close();
  });

  it('signs each try anew', async () => {
    let now = new Date('2025-01-01T00:00:00Z');
    const server = await serve((_, count) => {
      now = new Date(now.getTime() + 1000);
      return count === 1 ? { status: 503, text: '' } : { json: { id: 7, name: 'bar' } };
    });
    await clientFor(server.url, { credential: KEY, clock: () => now }).showRepository(7);
    assert.deepEqual(
      server.requests.map(({ headers }) => headers['x-sdk-date']),
      ['20250101T000000Z', '20250101T000001Z'],
    );
  });

  for (const [message, offsetMinutes, expected] of [
    ['verify aksk signature fail', 0, ['signature', undefined]],
    ['verify aksk signature fail', 11, ['clock', 11 * MINUTE_MS]],
    ['verify aksk signature fail', -11, ['clock', -11 * MINUTE_MS]],
    ['verify aksk signature fail', 6, ['signature', 6 * MINUTE_MS]],
    ['aksk is locked, try again in 5 minutes', 0, ['keyLocked', undefined]],
    ['AK已被锁定', 0, ['keyLocked', undefined]],
  ] as const) {
    it(`refused with "${message}" and the server ${offsetMinutes} minutes ahead: ${expected[0]}, once`, async () => {
      const now = new Date('2025-01-01T12:00:00Z');
      const date = new Date(now.getTime() + offsetMinutes * MINUTE_MS).toUTCString();
      const json = { error_code: 'APIGW.0301', error_msg: `Incorrect IAM authentication information: ${message}` };
      const server = await serve(() => ({ status: 401, headers: { Date: date }, json }));
      const error = await failureOf(clientFor(server.url, { credential: KEY, clock: () => now }).showRepository(7));
      assert.deepEqual([error.reason, error.clockOffsetMs], expected);
      assert.deepEqual([error.code, error.vendorMessage], [json.error_code, json.error_msg]);
      assert.equal(server.requests.length, 1);
    });
  }

  it('is not in an error, nor to be seen in the client', async () => {
    const credential = { ...KEY, securityToken: 'example-temporary-token' };
    const quote = `${credential.secretKey} ${credential.securityToken}`;
    const server = await serve(() => ({ status: 400, json: { error_code: 'CH.080002', error_msg: quote } }));
    const client = clientFor(server.url, { credential });
    const error = await failureOf(client.showRepository(7));
    assert.equal(error.vendorMessage, '*** ***');
    for (const seen of [inspect(client, { depth: 9, showHidden: true }), JSON.stringify(client), inspect(error)]) {
      assert.ok(!seen.includes(credential.secretKey) && !seen.includes(credential.securityToken), seen);
    }
  });

  for (const [name, check] of [
    ['AK', checkAccessKey],
    ['SK', checkSecretKey],
    ['security token', checkSecurityToken],
  ] as const) {
    it(`has a ${name} that a header can hold`, () => {
      assert.equal(check('  EXAMPLE0001\n'), 'EXAMPLE0001');
      for (const [text, problem] of [
        ['', 'empty'],
        [' \t', 'empty'],
        ['abc\r\nX-Evil: 1', 'controlCharacters'],
        ['abc\u007F', 'controlCharacters'],
        ['abc def', 'unexpectedCharacters'],
        ['密钥abc', 'unexpectedCharacters'],
      ] as const) {
        const error = refusalOf(() => check(text));
        assert.deepEqual([error.reason, error.problem], ['badInput', problem], text);
        assert.ok(!error.message.includes('abc'));
      }
    });
  }

  it('has an AK without what divides the parts of a signature', () => {
    assert.equal(refusalOf(() => checkAccessKey('AK, Signature=x')).problem, 'unexpectedCharacters');
    assert.equal(refusalOf(() => checkAccessKey('AK,x')).problem, 'unexpectedCharacters');
  });

  it('is checked when the client is made', () => {
    for (const [parts, parameter] of [
      [{ accessKey: '' }, 'accessKey'],
      [{ secretKey: 'a b' }, 'secretKey'],
      [{ securityToken: 'a\nb' }, 'securityToken'],
      [{ accountId: '账号' }, 'accountId'],
    ] as const) {
      const error = refusalOf(() => clientFor('http://127.0.0.1:1', { credential: { ...KEY, ...parts } }));
      assert.deepEqual([error.reason, error.parameter], ['badInput', parameter]);
    }
  });
});

describe('An access key of the sandbox', function () {
  this.timeout(TIMEOUT_MS);
  let now = new Date('2025-05-01T00:00:00Z');
  const sandbox = useSandbox({ repositories: 120, clock: () => now });
  const signing = (
    parts: Partial<AccessKeyCredential> = {},
    options: Partial<CloudClientOptions> = {},
  ): CloudClient => {
    const { url, ak, sk } = sandbox.current;
    const credential = { kind: 'accessKey', accessKey: ak, secretKey: sk, ...parts } as const;
    return clientFor(url, { credential, clock: () => now, ...options });
  };

  it('opens every service, for reads and writes, with values that must be encoded', async () => {
    const client = signing({ accountId: 'd78cbac186b744899480f25bd022f468' });
    assert.ok((await client.listAuthProjects()).length > 0);
    assert.ok((await collect(client.allUserRepositories())).length > 120);
    assert.equal((await client.listUserAllRepositories({ search: "镜像 ,!'()*+&=%/" })).items.length, 0);
    assert.equal((await client.listRegistry({ name: "a b,!'()*+镜" })).items.length, 0);
    assert.ok((await client.listRegistry({ types: ['Harbor', 'Jfrog'] })).items.length > 0);
    assert.ok((await client.listCodeArtsProjects()).length > 0);
    const { id } = sandbox.current.data.addRepository({ name: 'signed' });
    await client.associateRemoteMirror(id, 'http://127.0.0.1:1/镜像.git');
    assert.equal((await client.showRemoteMirror(id))?.sourceUrl, 'http://127.0.0.1:1/镜像.git');
  });

  it('may be a temporary one', async () => {
    const { ak, sk, securityToken } = sandbox.current.temporaryKey;
    const parts = { accessKey: ak, secretKey: sk, securityToken };
    assert.ok((await signing(parts).listRegistry()).items.length > 0);
  });

  it('of another project is told from a wrong one', async () => {
    const client = signing({}, { iamProjectId: '0756d59d4a80f4e32f4dc009cd1e2f3a' });
    assert.equal((await failureOf(client.listUserAllRepositories())).reason, 'wrongRegion');
  });

  it('names the clock as the cause when it is off', async () => {
    const slow = signing({}, { clock: () => new Date(now.getTime() - 20 * MINUTE_MS) });
    const error = await failureOf(slow.listUserAllRepositories());
    assert.deepEqual([error.reason, error.clockOffsetMs, error.code], ['clock', 20 * MINUTE_MS, 'APIGW.0303']);
  });

  it('is locked after five wrong signatures, and works five minutes later', async () => {
    const reasons: unknown[] = [];
    for (let count = 0; count < 6; count++) {
      // A client tries a wrong key once; somebody who signs in again and again has one each time.
      reasons.push((await failureOf(signing({ secretKey: 'wrong-secret-key' }).showRepository(7))).reason);
    }
    assert.deepEqual(reasons, [...Array<string>(5).fill('signature'), 'keyLocked']);
    now = new Date(now.getTime() + 5 * MINUTE_MS);
    assert.ok((await signing().listAuthProjects()).length > 0);
  });
});
