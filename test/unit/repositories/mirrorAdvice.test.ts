import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RemoteMirror } from '../../../src/api/index';
import type { MirrorCause } from '../../../src/repositories/mirrorCause';
import { adviceFor, mirrorAdvice } from '../../../src/repositories/mirrorCauseWords';
import type { MirrorHealth } from '../../../src/repositories/mirrorHealth';
import { root } from '../manifest/fakeEditor';
import { readManifest } from '../manifest/manifest';

const causes = new Set(
  readFileSync(path.join(root, 'test/data/mirror-errors-more.tsv'), 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((line) => line.split('\t').slice(0, 1))
    .filter((cause) => cause !== ''),
) as ReadonlySet<MirrorCause>;

const FAILED: RemoteMirror = { status: 'failed', failures: 12 };
const DENIED = 'fatal: Authentication failed for x';
const RAN_BEFORE: RemoteMirror = { status: 'finished', lastError: { message: DENIED } };

describe('What to do about a mirror', () => {
  it('is said for every cause, with a button whose command is in the palette', () => {
    assert.equal(causes.size, 24);
    const commands = readManifest().contributes.commands.map(({ command }) => command);
    const texts = [...causes].map((cause) => {
      const { text, remedy } = adviceFor(cause);
      assert.ok(commands.includes(`codeartsMirrors.${remedy.command}`), remedy.command);
      assert.notEqual(remedy.label, '');
      return text;
    });
    assert.equal(new Set(texts).size, texts.length);
  });

  it('names the cause that the last error tells', () => {
    const { text, remedy } = mirrorAdvice({ ...FAILED, lastError: { message: DENIED } }, 'failing');
    assert.match(text, /^The source rejected the sign-in/);
    assert.equal(remedy.label, 'Open Repository');
  });

  it('says that no reason is known when a failure came without one', () => {
    const { text, remedy } = mirrorAdvice(FAILED, 'failing');
    assert.match(text, /^Huawei Cloud gave no known reason\./);
    assert.equal(remedy.command, 'mirror.sync');
  });

  for (const [health, mirror, start] of [
    ['stale', { status: 'none' }, /^No sync has ever succeeded/],
    ['stale', { status: 'finished', lastSuccessfulUpdateAt: new Date(0) }, /^No recent sync has succeeded/],
    ['stale', RAN_BEFORE, /^No sync has ever succeeded/],
    ['stuck', { status: 'started' }, /^This sync has made no progress/],
    ['unknown', { status: 'waiting' }, /^Huawei Cloud reports a state that is not documented/],
    ['stuck', { status: 'started', lastError: { message: DENIED } }, /^The source rejected the sign-in/],
  ] as const satisfies readonly (readonly [MirrorHealth, RemoteMirror, RegExp])[]) {
    it(`is said of one that is ${health}: ${String(start)}`, () => {
      assert.match(mirrorAdvice(mirror, health)?.text ?? '', start);
    });
  }

  it('is nothing for one that needs no attention', () => {
    for (const health of ['healthy', 'paused', 'none', 'syncing'] as const) {
      assert.equal(mirrorAdvice(RAN_BEFORE, health), undefined);
    }
  });
});
