import '../diagnose/editorWords';
import assert from 'node:assert/strict';
import { gitProblem } from '../../../src/accounts/sandboxMessages';
import { startSandbox } from '../../../src/sandbox/index';
import { TIMEOUT_MS } from '../sandbox/helpers';

describe('What a sandbox says of its Git', function () {
  this.timeout(TIMEOUT_MS);

  it('is nothing when it can be used', async () => {
    const sandbox = await startSandbox({ repositories: 0 });
    await sandbox.close();
    assert.equal(gitProblem(sandbox.git), undefined);
  });

  it('is that there is none, and what to install', async () => {
    const sandbox = await startSandbox({ repositories: 0, git: 'no-such-program-here' });
    await sandbox.close();
    assert.match(gitProblem(sandbox.git) ?? '', /Git was not found on the PATH\. Install Git 2\.32 or later\.$/);
  });

  it('is its version when that is too old', () => {
    const problem = gitProblem({ kind: 'tooOld', version: '2.25.1' });
    assert.match(problem ?? '', /Git 2\.25\.1 is too old\. Install Git 2\.32 or later\.$/);
  });
});
