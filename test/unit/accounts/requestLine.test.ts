import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import { ErrorPresenter } from '../../../src/ui/errorPresenter';
import { type Answer, closeServers, serve } from '../api/server';
import { until } from '../sandbox/helpers';
import { clientsAt } from './support';

const TOKEN = 'MIIE-planted-token';
const REFUSED = { error_code: 'CH.080403', error_msg: `no right for https://bob:hunter2@example.com/\n${TOKEN}` };

async function scene(answer: (count: number) => Answer) {
  const server = await serve((_, count) => answer(count));
  const logged: string[] = [];
  const clients = clientsAt(server.url, () => new Date(0), logged);
  const client = clients.create({ region: 'cn-north-4', credential: { kind: 'token', token: TOKEN } });
  return { client, logged, until: (lines: number) => until(() => logged.length >= lines || undefined) };
}

describe('The log of requests', () => {
  afterEach(closeServers);

  it('has one line for each, with its request ID and nothing that was searched for', async () => {
    const { client, logged, ...log } = await scene(() => ({
      headers: { 'X-Request-Id': 'r-4711' },
      json: { result: { total: 0, repositories: [] }, status: 'success' },
    }));
    await client.listUserAllRepositories({ search: 'typed by a person' });
    await log.until(1);
    assert.deepEqual(logged, [
      'listUserAllRepositories · GET /v2/projects/repositories · HTTP 200 · 0 ms · request ID r-4711',
    ]);
  });

  it('is brief about what is read in the background, and still has the request ID', async () => {
    const { client, logged, ...log } = await scene(() => ({ headers: { 'X-Request-Id': 'r-4711' }, json: null }));
    await client.showRemoteMirror(7, { background: true });
    await log.until(1);
    assert.deepEqual(logged, ['GET /v4/repositories/7/remote-mirror · 200 · 0 ms · r-4711']);
  });

  it('has what failed in full, also in the background, and each try of it', async () => {
    const { client, logged, ...log } = await scene((count) => ({
      status: count === 1 ? 503 : 403,
      headers: { 'X-Request-Id': `r-${count}` },
      json: count === 1 ? {} : REFUSED,
    }));
    await assert.rejects(client.showRemoteMirror(7));
    await assert.rejects(client.showRemoteMirror(7, { background: true }));
    await log.until(3);
    assert.deepEqual(logged, [
      'showRemoteMirror · GET /v4/repositories/7/remote-mirror · HTTP 503 server · 0 ms · request ID r-1',
      'showRemoteMirror · GET /v4/repositories/7/remote-mirror · HTTP 403 forbidden · 0 ms · attempt 2 · request ID r-2',
      'showRemoteMirror · GET /v4/repositories/7/remote-mirror · HTTP 403 forbidden · 0 ms · request ID r-3',
    ]);
  });

  it('says so when no answer arrives', async () => {
    const { client, logged, ...log } = await scene(() => ({ by: (response) => void response.destroy() }));
    await assert.rejects(client.startRemoteMirrorSynchronization(7));
    await log.until(1);
    assert.deepEqual(logged, [
      'startRemoteMirrorSynchronization · POST /v4/repositories/7/remote-mirror · no answer (offline) · 0 ms',
    ]);
  });
});

describe('The log of errors', () => {
  afterEach(closeServers);

  it('says each thing once, in one line: what failed, the words of the vendor, the request ID', async () => {
    const { client } = await scene(() => ({ status: 403, headers: { 'X-Request-Id': 'r-4711' }, json: REFUSED }));
    const lines: string[] = [];
    const write = (line: string): void => void lines.push(line);
    const errors = new ErrorPresenter({ info: write, warn: write, error: write, show: () => undefined });
    await client.showRemoteMirror(7).catch((error: unknown) => {
      errors.record(error, 'The mirror could not be read');
    });
    assert.deepEqual(lines, [
      'The mirror could not be read: showRemoteMirror: HTTP 403 CH.080403 no right for https://example.com/ *** · request ID r-4711',
    ]);
  });
});
