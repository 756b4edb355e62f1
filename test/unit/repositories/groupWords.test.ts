import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import { groupSpoken, groupWords } from '../../../src/repositories/groupWords';
import { createFormats } from '../../../src/ui/time';

const formats = createFormats('en');
const words = (size: number, attention: number, unchecked: number): string =>
  groupWords({ size, attention, unchecked }, formats);
const spoken = (size: number, attention: number, unchecked: number): string =>
  groupSpoken('api', { size, attention, unchecked }, formats);

describe('The row of a project', () => {
  it('says that nothing is known of it, and never that nothing needs attention', () => {
    assert.equal(words(24, 0, 24), '24 not checked');
    assert.equal(spoken(24, 0, 24), 'Project api, 24 repositories, not checked');
    for (let unchecked = 1; unchecked <= 24; unchecked++) {
      assert.match(words(24, 0, unchecked), /not checked/);
      assert.doesNotMatch(spoken(24, 0, unchecked), /attention/);
    }
  });

  it('says how many are not checked, behind what is known', () => {
    assert.equal(words(24, 3, 5), '3 of 24 need attention · 5 not checked');
    assert.equal(spoken(24, 3, 5), 'Project api, 24 repositories, 3 need attention, 5 not checked');
    assert.equal(words(24, 0, 5), '5 of 24 not checked');
    assert.equal(spoken(24, 0, 5), 'Project api, 24 repositories, 5 not checked');
  });

  it('says what needs attention, and that nothing does, when all is known', () => {
    assert.equal(words(1200, 3, 0), '3 of 1,200 need attention');
    assert.equal(words(24, 1, 0), '1 of 24 needs attention');
    assert.equal(spoken(24, 1, 0), 'Project api, 24 repositories, 1 needs attention');
    assert.equal(words(24, 0, 0), '24');
    assert.equal(spoken(1, 0, 0), 'Project api, 1 repository, none needs attention');
  });
});
