import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import { attentionWords, noProblemWords, uncheckedWords } from '../../../src/ui/attentionWords';
import { createFormats } from '../../../src/ui/time';

const formats = createFormats('en');

describe('The number of mirrors that need attention', () => {
  it('is said in the singular and in the plural', () => {
    assert.deepEqual(
      [attentionWords(1, formats), attentionWords(2, formats), attentionWords(1, formats, 1)],
      ['1 mirror needs attention', '2 mirrors need attention', '1 mirror needs attention'],
    );
    assert.deepEqual(
      [attentionWords(1, formats, 1200), attentionWords(3, formats, 1200)],
      ['1 of 1,200 mirrors needs attention', '3 of 1,200 mirrors need attention'],
    );
    assert.deepEqual(
      [noProblemWords(1, formats), noProblemWords(4, formats)],
      ['1 mirror checked, no problems', '4 mirrors checked, no problems'],
    );
    assert.deepEqual(
      [uncheckedWords(0, 9, formats), uncheckedWords(1, 1, formats), uncheckedWords(1, 9, formats)],
      ['', 'The repository is unchecked.', '1 of 9 repositories is unchecked.'],
    );
    assert.equal(uncheckedWords(310, 329, formats), '310 of 329 repositories are unchecked.');
  });
});
