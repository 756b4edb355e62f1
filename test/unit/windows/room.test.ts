import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { Emitter } from '../../../src/ui/emitter';
import { registerWindows, type Windows } from '../../../src/windows/index';
import { until } from '../sandbox/helpers';
import { useScene } from './support';

const V1 = { version: 1 };
const HOW = { ...V1, limitBytes: 1_000_000 };
const HOUR = 3_600_000;

describe('The room windows', () => {
  const scene = useScene();
  const focus = new Emitter<undefined>();
  const opened: Windows[] = [];
  afterEach(() => Promise.all(opened.splice(0).map((windows) => windows.close())));

  function open(): Windows {
    const onDidFocus = (listener: () => void): { dispose(): void } => focus.event(listener);
    const windows = registerWindows({ folder: scene.folder, clock: () => new Date(), onDidFocus });
    opened.push(windows);
    return windows;
  }

  it('leaves nothing on the disk before something is written, and nothing when it closes', async () => {
    const windows = open();
    const { folder } = await windows.open();
    assert.deepEqual(await folder('snapshots').read('alice.json', HOW), { kind: 'absent' });
    await windows.close();
    await open().close();
    assert.deepEqual(await readdir(scene.temporary), []);
  });

  it('joins windows by files, and tells one what another has written', async () => {
    const [here, there] = [(await open().open()).folder('snapshots'), (await open().open()).folder('snapshots')];
    const told: string[] = [];
    here.onDidChange((name) => told.push(name));
    await here.read('alice.json', HOW);
    await there.write('alice.json', ['row'], V1);
    await until(() => (told.length > 0 ? true : undefined));
    assert.deepEqual(told, ['alice.json']);
    assert.deepEqual(await here.read('alice.json', HOW), { kind: 'value', value: ['row'], version: 1 });
  });

  it('keeps folders apart, has one of each, and none outside', async () => {
    const { folder } = await open().open();
    await folder('snapshots').write('alice.json', 1, V1);
    assert.deepEqual(await folder('history').read('alice.json', HOW), { kind: 'absent' });
    assert.equal(folder('history'), folder('history'));
    for (const name of ['..', '', 'a/b', '/etc']) {
      assert.throws(() => folder(name), RangeError, name);
    }
  });

  it('gives back what is held when the window closes', async () => {
    const [here, there] = [open(), open()];
    assert.ok(await here.take('watch alice', HOUR));
    assert.equal(await there.take('watch alice', HOUR), undefined);
    await here.close();
    assert.ok(await there.take('watch alice', HOUR));
  });
});
