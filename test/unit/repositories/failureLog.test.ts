import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import { CloudError, type RepositoryId, toRepositoryId } from '../../../src/api/index';
import { logFailures } from '../../../src/repositories/failureLog';
import { MirrorStore } from '../../../src/repositories/mirrorStore';
import { ErrorPresenter } from '../../../src/ui/errorPresenter';
import { clientWith, sessionsWith, settled, TestClock } from '../ui/support';

const id = toRepositoryId(7, 'test');

function scene(read: () => Promise<undefined>) {
  const clock = new TestClock();
  const mirrors = new MirrorStore(sessionsWith(clientWith({ showRemoteMirror: read })), clock.now);
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  const log = { trace: () => undefined, warn: write, error: write, show: () => undefined };
  const model = {
    repository: (asked: RepositoryId) => (asked === id ? { id, name: 'ledger' } : undefined),
    health: () => (mirrors.stateOf(id).kind === 'read' ? ('failing' as const) : undefined),
  };
  logFailures(mirrors, model, new ErrorPresenter(log));
  return { mirrors, lines };
}

describe('The log', () => {
  it('has each failure of a mirror once, with what the server said', () => {
    const { mirrors, lines } = scene(() => Promise.resolve(undefined));
    const failed = { status: 'failed', failures: 3, lastError: { message: 'exit status 128', code: '7' } };
    mirrors.put(id, failed);
    mirrors.put(id, failed);
    assert.deepEqual(lines, ['The mirror ledger failed: exit status 128 · code 7 · 3 in a row']);
    mirrors.put(id, { ...failed, failures: 4 });
    assert.equal(lines.length, 2);
  });

  it('has the request ID of a mirror that could not be read', async () => {
    const error = new CloudError('refused', { kind: 'forbidden', operation: 'test', requestId: 'req-4711' });
    const { mirrors, lines } = scene(() => Promise.reject(error));
    mirrors.refresh([id]);
    await settled();
    mirrors.refresh([id]);
    await settled();
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /^The mirror of ledger could not be read: .*req-4711/);
  });
});
