import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import { CloudError, type RepositoryId, toRepositoryId } from '../../../src/api/index';
import { failureLog } from '../../../src/repositories/failureLog';
import { MirrorReader } from '../../../src/repositories/mirrorReader';
import { Readings } from '../../../src/repositories/readings';
import { ErrorPresenter } from '../../../src/ui/errorPresenter';
import { clientWith, sessionsWith, settled, TestClock } from '../ui/support';

const id = toRepositoryId(7, 'test');

function scene(read: () => Promise<undefined>) {
  const clock = new TestClock();
  const readings = new Readings();
  const reader = new MirrorReader(readings, sessionsWith(clientWith({ showRemoteMirror: read })), clock.now);
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  const log = { info: () => undefined, warn: write, error: write, show: () => undefined };
  const model = {
    repository: (asked: RepositoryId) => (asked === id ? { id, name: 'ledger' } : undefined),
    health: () => (readings.stateOf(id).kind === 'read' ? ('failing' as const) : undefined),
  };
  readings.onDidChange(failureLog(model, new ErrorPresenter(log)));
  return { reader, lines };
}

describe('The log', () => {
  it('has each failure of a mirror once, with what the server said', () => {
    const { reader, lines } = scene(() => Promise.resolve(undefined));
    const failed = { status: 'failed', failures: 3, lastError: { message: 'exit status 128', code: '7' } };
    reader.put(id, failed);
    reader.put(id, failed);
    assert.deepEqual(lines, ['The mirror of ledger failed: exit status 128 · code 7 · 3 failures in a row']);
    reader.put(id, { ...failed, failures: 4 });
    assert.equal(lines.length, 2);
  });

  it('has the request ID of a mirror that could not be read', async () => {
    const error = new CloudError('refused', { kind: 'forbidden', operation: 'test', requestId: 'req-4711' });
    const { reader, lines } = scene(() => Promise.reject(error));
    reader.refresh([id]);
    await settled();
    reader.refresh([id]);
    await settled();
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? '', /^The mirror of ledger could not be read: .*req-4711/);
  });
});
