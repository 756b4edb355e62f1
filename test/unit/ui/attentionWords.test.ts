import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import { attentionWords, noProblemWords, uncheckedWords } from '../../../src/ui/attentionWords';
import { statusAppearance } from '../../../src/status/statusAppearance';
import type { HealthSummary, Problem } from '../../../src/ui/healthSummary';
import { toRepositoryId } from '../../../src/api/index';
import { createFormats } from '../../../src/ui/time';
import { clientWith, signedIn } from './support';

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

  it('is that of the summary in the status bar, whose tooltip says how far it can be trusted', () => {
    const problem = (number: number): Problem => ({
      repositoryId: toRepositoryId(number, 'test'),
      name: `mirror-${number}`,
      severity: 'stale',
      words: 'out of date',
    });
    const health: HealthSummary = {
      listKnown: true,
      repositories: 329,
      mirrors: 15,
      unread: 310,
      failed: 0,
      problems: [problem(1), problem(2)],
    };
    const session = signedIn(clientWith({}));
    const shown = statusAppearance(session, health, 'always', formats);
    assert.equal(shown?.label, attentionWords(2, formats, 15));
    assert.match(shown.tooltip, /310 of 329 repositories are unchecked\./);
    const one = statusAppearance(session, { ...health, problems: [problem(1)] }, 'always', formats);
    assert.equal(one?.label, '1 of 15 mirrors needs attention');
  });
});
