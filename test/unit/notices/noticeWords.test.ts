import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import { noticeWords } from '../../../src/notices/noticeWords';
import type { Notice, Troubled } from '../../../src/notices/tell';
import { createFormats } from '../../../src/ui/time';

const nothing: Notice = { surveys: [], troubled: [], recovered: [], unstable: [] };
const words = (notice: Partial<Notice>): string => noticeWords({ ...nothing, ...notice }, createFormats('en'));
const mirrors = (...names: readonly string[]): readonly Troubled[] =>
  names.map((name, index) => ({ key: `mirror ${index + 1}`, name, trouble: 'failing', words: 'failed once' }));
const registries = (...names: readonly string[]): readonly Troubled[] =>
  names.map((name, index) => ({ key: `registry ${index}`, name, trouble: 'disconnected', words: 'not reachable' }));

describe('A notice in words', () => {
  it('names one with its state, and the first three of several', () => {
    assert.equal(words({ troubled: mirrors('a') }), 'a stopped syncing: failed once.');
    assert.equal(words({ troubled: mirrors('a', 'b', 'c') }), '3 mirrors stopped syncing: a, b, c.');
    assert.equal(words({ troubled: mirrors('a', 'b', 'c', 'd') }), '4 mirrors stopped syncing: a, b, c and 1 more.');
    assert.equal(words({ recovered: mirrors('a') }), 'a syncs again.');
    assert.equal(words({ recovered: mirrors('a', 'b') }), '2 mirrors sync again: a, b.');
    assert.equal(words({ unstable: mirrors('a') }), 'a is unstable: it fails and recovers again and again.');
  });

  it('says all that came together', () => {
    assert.equal(
      words({ troubled: [...mirrors('a', 'b'), ...registries('x')], recovered: mirrors('c') }),
      '2 mirrors stopped syncing: a, b. Image registry x lost its connection: not reachable. c syncs again.',
    );
    assert.equal(
      words({
        surveys: [
          { kind: 'mirror', troubled: mirrors('a', 'b'), of: 12 },
          { kind: 'registry', troubled: registries('x'), of: 3 },
        ],
      }),
      '2 of 12 mirrors need attention. 1 image registry is not connected.',
    );
  });

  it('takes names for what they are', () => {
    const said = words({ troubled: mirrors('[run](command:workbench.action.quit)\n\u202egpj', 'x'.repeat(500)) });
    assert.doesNotMatch(said, /\]\(/);
    assert.doesNotMatch(said, /[\n\u202e]/);
    assert.ok(said.length < 220);
  });
});
