import { AKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner';
import assert from 'node:assert/strict';
import contract from '../../../src/api/contract/openapi.yaml';
import { sign } from '../../../src/api/auth/signing';
import { clientFor, IAM_PROJECT } from './client';
import { closeServers, type ReceivedRequest, serve } from './server';

type OfficialCredential = Parameters<typeof AKSKSigner.sign>[1];
type Query = Readonly<Record<string, string | readonly string[]>>;

interface Vector {
  readonly name: string;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly signed_headers: Readonly<Record<string, string>>;
  readonly ak: string;
  readonly sk: string;
  readonly body: string;
  readonly signature: string;
}

interface Sample {
  readonly method: string;
  readonly origin: string;
  readonly segments: readonly string[];
  readonly query: Query;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: unknown;
  readonly date: Date;
  readonly sk: string;
}

const AK = 'EXAMPLEACCESSKEY0001';
const SAMPLES = 400;
const { test_vectors: vectors } = (contract as { 'x-request-signing': { test_vectors: Vector[] } })[
  'x-request-signing'
];

/**
 * What the official signer of Node makes of a request.
 *
 * It signs another path than the one that is sent for characters that `url.parse` escapes by itself (white space,
 * quotes, `<>{}|\^` and backtick) and for `%`, which it escapes twice. The path of a request is made of IDs, which have none
 * of these; no sample has them. Nor has a sample a header with white space around its value, which HTTP drops.
 */
function official(sample: Sample): string {
  const request = {
    method: sample.method,
    endpoint: `${sample.origin}/${sample.segments.join('/')}`,
    queryParams: structuredClone(sample.query),
    headers: { ...sample.headers, 'X-Sdk-Date': sdkDate(sample.date) },
    data: sample.json,
  };
  // The signer reads these fields only, and asks the credential for its two keys only.
  const signed: unknown = AKSKSigner.sign(request, {
    getAk: () => AK,
    getSk: () => sample.sk,
  } as unknown as OfficialCredential);
  return (signed as { Authorization: string }).Authorization;
}

function ours(sample: Sample): string {
  const pairs = Object.entries(sample.query).flatMap(([name, values]) =>
    [values].flat().map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  const path = sample.segments.map(encodeURIComponent).join('/');
  const url = new URL(`${sample.origin}/${path}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`);
  return sign({
    method: sample.method,
    url,
    headers: { host: url.host, ...sample.headers },
    body: sample.json === undefined ? undefined : JSON.stringify(sample.json),
    accessKey: AK,
    secretKey: sample.sk,
    date: sample.date,
  }).Authorization;
}

function sdkDate(date: Date): string {
  return `${date.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
}

/** Whole numbers below a bound, the same in each run. */
function seeded(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

const IN_QUERY = [
  ...Array.from('abzAZ059-_.~ ,;:/?&=+%#!\'()*"<>[]{}|\\^`@$'),
  '镜',
  '像仓',
  'é',
  '😀',
  '%20',
  'a b',
  '\n',
];
const IN_PATH = [...Array.from('abzAZ059-_.~,;:&=+!()*@$'), '镜', '像仓', 'é', '😀'];
const ORIGINS = [
  'https://hss.cn-north-4.myhuaweicloud.com',
  'https://repo.example.com:8443',
  'http://127.0.0.1:3127',
  'http://[::1]:8080',
];

function sampleOf(next: (bound: number) => number): Sample {
  const pick = <T>(from: readonly T[]): T => from[next(from.length)]!;
  const text = (from: readonly string[], longest: number): string =>
    Array.from({ length: 1 + next(longest) }, () => pick(from)).join('');
  const value = (): string => (next(8) === 0 ? '' : text(IN_QUERY, 8));
  const names = Array.from({ length: next(5) }, () => (next(3) === 0 ? text(IN_QUERY, 4) : pick(['limit', 'a', 'B'])));
  const query = Object.fromEntries(
    names.map((name) => [name, next(3) === 0 ? Array.from({ length: 1 + next(4) }, value) : value()]),
  );
  // A leading letter keeps a segment from being one or two dots, which an address resolves away.
  const segments = ['v4', ...Array.from({ length: next(4) }, () => `p${text(IN_PATH, 10)}`), ...(next(4) ? [] : [''])];
  const scope = pick<Readonly<Record<string, string>>>([
    { 'X-Project-Id': IAM_PROJECT },
    { 'X-Domain-Id': 'd78cbac186b744899480f25bd022f468' },
    {},
  ]);
  const temporary: Readonly<Record<string, string>> =
    next(2) === 0 ? {} : { 'X-Security-Token': text(Array.from('abcXYZ0189+/='), 60) };
  const body = pick([
    undefined,
    {},
    { url: 'https://example.com/镜像.git' },
    { name: text(IN_QUERY, 20), n: [1, null] },
  ]);
  return {
    method: body === undefined ? pick(['GET', 'DELETE', 'POST']) : pick(['POST', 'PUT']),
    origin: pick(ORIGINS),
    segments,
    query,
    headers: { ...scope, ...temporary },
    json: body,
    date: new Date(Date.UTC(2006 + next(40), next(12), 1 + next(28), next(24), next(60), next(60))),
    sk: text(Array.from('abcXYZ0189+/='), 40),
  };
}

describe('A signature', () => {
  afterEach(closeServers);

  it('is the one of the official signer, byte for byte', () => {
    const next = seeded(20_060_102);
    const samples = Array.from({ length: SAMPLES }, () => sampleOf(next));
    for (const sample of samples) {
      assert.equal(ours(sample), official(sample), JSON.stringify(sample));
    }
    // The samples are not all of one kind.
    const differing = (property: (sample: Sample) => unknown): number => new Set(samples.map(property)).size;
    assert.equal(
      differing(({ origin }) => origin),
      ORIGINS.length,
    );
    assert.equal(
      differing(({ method }) => method),
      4,
    );
    assert.ok(samples.some(({ query }) => Object.values(query).some((values) => values.length > 1)));
  });

  it('has all three test vectors of the contract', () => {
    assert.equal(vectors.length, 3);
  });

  for (const vector of vectors) {
    it(`is that of the vector ${vector.name}`, () => {
      const { 'x-sdk-date': date = '', ...headers } = vector.signed_headers;
      const [, year, month, day, hours, minutes, seconds] =
        /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date)?.map(Number) ?? [];
      const signed = sign({
        method: vector.method,
        url: new URL(`https://${vector.host}${vector.path}?${vector.query}`),
        headers,
        body: vector.body === '' ? undefined : vector.body,
        accessKey: vector.ak,
        secretKey: vector.sk,
        date: new Date(Date.UTC(year!, month! - 1, day, hours, minutes, seconds)),
      });
      const names = Object.keys(vector.signed_headers).sort().join(';');
      assert.equal(signed['X-Sdk-Date'], date);
      assert.equal(
        signed.Authorization,
        `SDK-HMAC-SHA256 Access=${vector.ak}, SignedHeaders=${names}, Signature=${vector.signature}`,
      );
    });
  }

  it('is that of what arrives, for requests of the client', async () => {
    const server = await serve(() => ({
      json: { projects: [], data_list: [], id: 1, url: 'https://example.com/a.git' },
    }));
    const sk = 'examplesecret+/=';
    const client = clientFor(server.url, {
      credential: { kind: 'accessKey', accessKey: AK, secretKey: sk, securityToken: 'temporary+/=', accountId: 'd78c' },
    });
    await client.listRegistry({ name: "镜像 仓,!'()*+", types: ['Harbor', 'Jfrog'] });
    await client.associateRemoteMirror(7, 'https://example.com/镜像.git');
    await client.listAuthProjects();

    const signed: string[] = [];
    for (const request of server.requests) {
      signed.push(/SignedHeaders=([^,]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '');
      assert.equal(request.headers.authorization, official(asSample(request, server.url, sk)), request.path);
    }
    const project = 'host;x-project-id;x-sdk-date;x-security-token';
    assert.deepEqual(signed, [project, project, 'host;x-domain-id;x-sdk-date;x-security-token']);
  });
});

function asSample({ method, path, query, headers, body }: ReceivedRequest, origin: string, sk: string): Sample {
  const date = String(headers['x-sdk-date']);
  const names = ['x-project-id', 'x-domain-id', 'x-security-token'].filter((name) => headers[name] !== undefined);
  return {
    method,
    origin,
    segments: path.slice(1).split('/'),
    query: Object.fromEntries(query),
    headers: Object.fromEntries(names.map((name) => [name, String(headers[name])])),
    json: body === '' ? undefined : (JSON.parse(body) as unknown),
    date: new Date(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z')),
    sk,
  };
}
