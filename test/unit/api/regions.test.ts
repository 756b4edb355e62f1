import assert from 'node:assert/strict';
import { checkEndpoint, endpointsOf, REGIONS } from '../../../src/api/index';
import { clientFor, failureOf, refusalOf } from './client';
import { closeServers, serve } from './server';

describe('Hosts of a region', () => {
  it('are those of the contract', () => {
    assert.deepEqual(endpointsOf('cn-north-4'), {
      iam: 'https://iam.cn-north-4.myhuaweicloud.com',
      repo: 'https://codehub-ext.cn-north-4.myhuaweicloud.com',
      hss: 'https://hss.cn-north-4.myhuaweicloud.com',
      projectman: 'https://projectman-ext.cn-north-4.myhuaweicloud.com',
      pipeline: 'https://cloudpipeline-ext.cn-north-4.myhuaweicloud.com',
    });
  });

  it('follow several patterns', () => {
    assert.equal(endpointsOf('tr-west-1').repo, 'https://codeartsrepo-ext.tr-west-1.myhuaweicloud.com');
    assert.equal(endpointsOf('me-east-1').repo, 'https://repo.me-east-1.myhuaweicloud.com');
    assert.equal(endpointsOf('la-south-2').pipeline, 'https://pipeline-external.la-south-2.myhuaweicloud.com');
  });

  it('are on the European domain for IAM and HSS only', () => {
    const { iam, repo, hss } = endpointsOf('eu-west-101');
    assert.equal(iam, 'https://iam.eu-west-101.myhuaweicloud.eu');
    assert.equal(hss, 'https://hss.eu-west-101.myhuaweicloud.eu');
    assert.equal(repo, 'https://codeartsrepo-ext.eu-west-101.myhuaweicloud.com');
  });

  it('are missing where the service is not offered, and IAM falls back to its global host', () => {
    const africa = endpointsOf('af-north-1');
    assert.deepEqual(
      [africa.iam, africa.hss, africa.projectman],
      ['https://iam.myhuaweicloud.com', undefined, undefined],
    );
    const south = endpointsOf('cn-south-4');
    assert.deepEqual([south.iam, south.repo], ['https://iam.myhuaweicloud.com', undefined]);
    assert.deepEqual(Object.values(endpointsOf('nowhere-1')).filter(Boolean), ['https://iam.myhuaweicloud.com']);
    assert.equal(endpointsOf('constructor').repo, undefined);
  });

  it('are addresses that a token may be sent to, in every region', () => {
    assert.equal(new Set(REGIONS).size, REGIONS.length);
    assert.ok(REGIONS.includes('cn-north-4') && REGIONS.includes('ap-southeast-1'));
    const urls = REGIONS.map(endpointsOf).flatMap(({ iam, repo, hss, projectman, pipeline }) => [
      iam,
      repo,
      hss,
      projectman,
      pipeline,
    ]);
    for (const url of urls) {
      assert.equal(url === undefined ? undefined : checkEndpoint(url), url);
    }
  });
});

describe('Address of a service', () => {
  for (const [url, origin] of [
    ['https://repo.example.com', 'https://repo.example.com'],
    ['https://repo.example.com/', 'https://repo.example.com'],
    ['HTTPS://Repo.Example.com:8443', 'https://repo.example.com:8443'],
    ['https://repo.example.com:443', 'https://repo.example.com'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.9.9.9', 'http://127.9.9.9'],
    ['http://localhost:1', 'http://localhost:1'],
    ['http://[::1]:8080/', 'http://[::1]:8080'],
  ] as const) {
    it(`${url} is accepted`, () => {
      assert.equal(checkEndpoint(url), origin);
    });
  }

  for (const [url, problem] of [
    ['', 'empty'],
    ['http://repo.example.com', 'scheme'],
    ['http://127.0.0.1.example.com', 'scheme'],
    ['http://localhost.example.com', 'scheme'],
    ['http://0.0.0.0', 'scheme'],
    ['http://128.0.0.1', 'scheme'],
    ['http://[::2]', 'scheme'],
    ['ftp://repo.example.com', 'scheme'],
    ['repo.example.com', 'scheme'],
    ['https:repo.example.com', 'scheme'],
    ['https:///repo.example.com', 'scheme'],
    ['https://user:pass@repo.example.com', 'credentials'],
    ['https://user@repo.example.com', 'credentials'],
    ['https://@repo.example.com', 'credentials'],
    ['http://127.0.0.1@repo.example.com', 'credentials'],
    ['https://repo.example.com/v4', 'notAnOrigin'],
    ['https://repo.example.com?x', 'notAnOrigin'],
    ['https://repo.example.com#x', 'notAnOrigin'],
    ['https://repo.example.com\\@evil.example', 'controlCharacters'],
    ['https://repo.exa\tmple.com', 'controlCharacters'],
    [' https://repo.example.com', 'controlCharacters'],
    ['https://repo.example.com:99999', 'notAnAddress'],
    [`https://${'a'.repeat(2048)}`, 'tooLong'],
  ] as const) {
    it(`${JSON.stringify(url.slice(0, 60))} is refused: ${problem}`, () => {
      const error = refusalOf(() => checkEndpoint(url, 'endpoints.repo'));
      assert.deepEqual([error.reason, error.parameter, error.problem], ['badInput', 'endpoints.repo', problem]);
    });
  }
});

describe('A service that the region lacks', () => {
  afterEach(closeServers);

  it('is said to be unavailable, and nothing is sent', async () => {
    const server = await serve(() => ({ json: [] }));
    const client = clientFor(server.url, { endpoints: { iam: server.url } });
    for (const call of [client.showRepository(7), client.listRegistry(), client.listCodeArtsProjects()]) {
      const error = await failureOf(call);
      assert.deepEqual([error.kind, error.reason], ['notFound', 'serviceUnavailableInRegion']);
    }
    assert.equal(server.requests.length, 0);
  });

  it('keeps a client from being made with an address that is not encrypted', () => {
    assert.equal(refusalOf(() => clientFor('http://repo.example.com')).problem, 'scheme');
  });
});
