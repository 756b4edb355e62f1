import assert from 'node:assert/strict';
import { clientFor, failureOf } from './client';
import { type Answer, closeServers, serve } from './server';

const repository = { id: 7, name: 'bar' };
const to = (location: string, status = 302): Answer => ({ status, headers: { Location: location }, text: '' });

describe('A redirect', () => {
  afterEach(closeServers);

  for (const status of [301, 302, 303, 307, 308]) {
    it(`with status ${status} to another origin is refused, and nothing is sent there`, async () => {
      const elsewhere = await serve(() => ({ json: repository }));
      const server = await serve(() => to(`${elsewhere.url}/v4/repositories/7`, status));
      const client = clientFor(server.url);
      const read = await failureOf(client.showRepository(7));
      assert.deepEqual([read.kind, read.reason, read.status], ['malformed', 'crossOriginRedirect', status]);
      const write = await failureOf(client.startRemoteMirrorSynchronization(7, { password: 'hunter2' }));
      assert.equal(write.reason, 'crossOriginRedirect');
      assert.equal(elsewhere.requests.length, 0);
      assert.equal(server.requests.length, 2);
    });
  }

  for (const location of ['//127.0.0.2/x', 'https://user@127.0.0.1/x', 'file:///etc/passwd', 'http://', 'data:,{}']) {
    it(`to ${location} is refused`, async () => {
      const server = await serve(() => to(location));
      assert.equal((await failureOf(clientFor(server.url).showRepository(7))).reason, 'crossOriginRedirect');
    });
  }

  it('inside the origin is followed by a read, with the token', async () => {
    const server = await serve(({ path }) => (path === '/elsewhere' ? { json: repository } : to('/elsewhere')));
    assert.equal((await clientFor(server.url).showRepository(7)).name, 'bar');
    assert.ok(server.requests.every(({ headers }) => headers['x-auth-token'] !== undefined));
  });

  it('inside the origin is not followed by a write', async () => {
    const server = await serve(() => to('/elsewhere'));
    const error = await failureOf(clientFor(server.url).startRemoteMirrorSynchronization(7));
    assert.deepEqual([error.kind, error.reason], ['malformed', undefined]);
    assert.equal(server.requests.length, 1);
  });

  it('that leads in circles ends', async () => {
    const server = await serve(() => to('/again'));
    assert.equal((await failureOf(clientFor(server.url).showRepository(7))).kind, 'malformed');
    assert.equal(server.requests.length, 4);
  });

  it('without a target is "malformed"', async () => {
    const server = await serve(() => ({ status: 302, text: '' }));
    assert.equal((await failureOf(clientFor(server.url).showRepository(7))).kind, 'malformed');
  });
});
