import assert from 'node:assert/strict';
import { clientFor, failureOf, IAM_PROJECT, TOKEN } from './client';
import { closeServers, serve } from './server';
import { projectToken } from './vendorExamples';

describe('Token and projects', () => {
  afterEach(closeServers);

  it('reads what a token says of itself', async () => {
    const server = await serve(() => ({ headers: { 'X-Subject-Token': TOKEN }, json: projectToken }));
    assert.deepEqual(await clientFor(server.url).validateToken(), {
      expiresAt: new Date('2020-01-04T09:08:49.965Z'),
      issuedAt: new Date('2020-01-03T09:08:49.965Z'),
      project: { id: IAM_PROJECT, name: 'cn-north-4' },
      account: { id: 'd78cbac186b744899480f25bd022f468', name: 'IAMDomain' },
      user: { id: '7116d09f88fa41908676fdd4b039e95b', name: 'IAMUser' },
    });
    const [request] = server.requests;
    assert.equal(request?.path, '/v3/auth/tokens');
    assert.equal(request.query.get('nocatalog'), 'true');
    assert.equal(request.headers['x-auth-token'], TOKEN);
    assert.equal(request.headers['x-subject-token'], TOKEN);
  });

  it('tells a token for an account from one for a project', async () => {
    const server = await serve(() => ({
      json: { token: { ...projectToken.token, project: undefined, domain: { id: 'd', name: 'Account' } } },
    }));
    const info = await clientFor(server.url).validateToken();
    assert.equal(info.project, undefined);
    assert.deepEqual(info.account, { id: 'd', name: 'Account' });
  });

  it('wants to know when the token ends', async () => {
    const server = await serve(() => ({ json: { token: { ...projectToken.token, expires_at: '' } } }));
    assert.equal((await failureOf(clientFor(server.url).validateToken())).kind, 'malformed');
  });

  for (const status of [401, 404]) {
    it(`takes ${status} for a token that IAM does not know`, async () => {
      const json = { error: { message: 'Could not find token.', code: status, title: 'x' } };
      const server = await serve(() => ({ status, json }));
      const error = await failureOf(clientFor(server.url).validateToken());
      assert.deepEqual([error.kind, error.reason], ['unauthorized', 'tokenNotRecognised']);
    });
  }

  it('takes a 404 of the gateway for a wrong address', async () => {
    const server = await serve(() => ({ status: 404, json: { error_code: 'APIGW.0101', error_msg: 'x' } }));
    assert.equal((await failureOf(clientFor(server.url).validateToken())).reason, 'notServedHere');
  });

  it('cannot check the token of a client that signs', async () => {
    const server = await serve(() => ({ json: projectToken }));
    const credential = { kind: 'signature', headersFor: () => ({}), secrets: () => [] } as const;
    const error = await failureOf(clientFor(server.url, { credential }).validateToken());
    assert.deepEqual([error.reason, error.parameter], ['badInput', 'credential']);
    assert.equal(server.requests.length, 0);
  });

  it('lists the projects that a token may be for', async () => {
    const projects = [
      { id: 'a', name: 'cn-north-4', enabled: true },
      { id: 'b', name: 'cn-east-3_team', enabled: 'false' },
      { name: 'no id' },
    ];
    const server = await serve(() => ({ json: { projects, links: { self: 'x', next: null } } }));
    assert.deepEqual(await clientFor(server.url).listAuthProjects(), [
      { id: 'a', name: 'cn-north-4', enabled: true },
      { id: 'b', name: 'cn-east-3_team', enabled: false },
    ]);
  });

  it('lists the IAM projects of one name without pages', async () => {
    const server = await serve(() => ({ json: { projects: [{ id: 'a', name: 'cn-north-4' }], links: { next: 'x' } } }));
    const projects = await clientFor(server.url).listIamProjects({ name: 'cn-north-4' });
    assert.deepEqual(projects, [{ id: 'a', name: 'cn-north-4', enabled: undefined }]);
    assert.deepEqual(
      server.requests.map(({ path, query }) => `${path}?${query.toString()}`),
      ['/v3/projects?name=cn-north-4'],
    );
    assert.equal((await failureOf(clientFor(server.url).listIamProjects({ name: '' }))).reason, 'badInput');
  });

  for (const [name, pages, next, requests] of [
    ['as long as there is another page', 3, (page: number) => (page < 3 ? 'https://iam/next' : null), 3],
    ['until a page brings nothing new', 2, () => 'https://iam/next', 3],
    ['but no further without a link', 1, () => undefined, 1],
  ] as const) {
    it(`lists all IAM projects, ${name}`, async () => {
      const server = await serve(({ query }) => {
        const page = Math.min(pages, Number(query.get('page')));
        return { json: { projects: [{ id: `p${page}`, name: 'x', enabled: true }], links: { next: next(page) } } };
      });
      const projects = await clientFor(server.url).listIamProjects();
      assert.deepEqual(
        projects.map(({ id }) => id),
        ['p1', 'p2', 'p3'].slice(0, pages),
      );
      assert.equal(server.requests.length, requests);
      assert.ok(server.requests.every(({ query }) => query.get('per_page') === '500'));
    });
  }

  it('lists the account', async () => {
    const domains = [{ id: 'd', name: 'Account', enabled: true }, { id: 'e' }, { name: 'no id' }, null];
    const server = await serve(() => ({ json: { domains } }));
    assert.deepEqual(await clientFor(server.url).listAuthDomains(), [
      { id: 'd', name: 'Account' },
      { id: 'e', name: 'e' },
    ]);
    assert.equal(server.requests[0]?.path, '/v3/auth/domains');
  });

  it('lists all CodeArts projects', async () => {
    const server = await serve(({ query }) => {
      const offset = Number(query.get('offset'));
      const projects = Array.from({ length: Math.min(100, 130 - offset) }, (_, n) => ({
        project_id: `p${offset + n}`,
        project_name: 'demo',
        project_type: 'xboard',
        description: '',
        created_time: 1576114296000,
        updated_time: 0,
      }));
      return { json: { projects, total: 130 } };
    });
    const projects = await clientFor(server.url).listCodeArtsProjects();
    assert.equal(projects.length, 130);
    assert.deepEqual(projects[0], {
      id: 'p0',
      name: 'demo',
      description: undefined,
      type: 'xboard',
      createdAt: new Date(1576114296000),
      updatedAt: undefined,
    });
    assert.equal(server.requests.length, 2);
  });
});
