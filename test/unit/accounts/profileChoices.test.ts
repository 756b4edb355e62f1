import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ProfileChoices } from '../../../src/accounts/profileChoices';
import { filesBelow, useFreshFolder } from './support';

const ALICE = 'a11ce0000000000000000000000000a1';
const BOB = 'b0b00000000000000000000000000b0b';

describe('Choices of a profile', () => {
  const folder = useFreshFolder();
  const of = (workspace: string): ProfileChoices => new ProfileChoices(folder.path, workspace);

  it('are none at first, and looking makes none', async () => {
    assert.equal(await of('w').read('default'), undefined);
    assert.equal(await of('w').read('workspace'), undefined);
    assert.deepEqual(await filesBelow(folder.path), []);
  });

  it('count in all windows, or in those of one workspace', async () => {
    await of('file:///one').write('default', ALICE);
    await of('file:///one').write('workspace', BOB);
    assert.equal(await of('file:///two').read('default'), ALICE);
    assert.equal(await of('file:///one').read('workspace'), BOB);
    assert.equal(await of('file:///two').read('workspace'), undefined);
  });

  it('can be taken back, each on its own', async () => {
    await of('w').write('default', ALICE);
    await of('w').write('workspace', BOB);
    await of('w').clear('workspace');
    await of('w').clear('workspace');
    assert.equal(await of('w').read('workspace'), undefined);
    assert.equal(await of('w').read('default'), ALICE);
  });

  it('do not say what somebody works on', async () => {
    const workspace = 'file:///home/alice/secret-project';
    await of(workspace).write('workspace', ALICE);
    const [file = ''] = await filesBelow(folder.path);
    const text = await readFile(path.join(folder.path, file), 'utf8');
    assert.doesNotMatch(file + text, /home|secret-project/);
  });

  it('of a workspace cannot take the place of the default, whatever it is called', async () => {
    await of('default').write('workspace', BOB);
    assert.equal(await of('default').read('default'), undefined);
  });

  for (const text of [
    '',
    '{',
    'null',
    '[]',
    '7',
    '{}',
    '{"profileId":7}',
    '{"profileId":""}',
    '{"profileId":"../../alice"}',
    JSON.stringify({ profileId: 'a'.repeat(5000) }),
    JSON.stringify({ profileId: 'a\0b' }),
  ]) {
    it(`are none when the file makes no sense: ${text.slice(0, 40)}`, async () => {
      await mkdir(path.join(folder.path, 'choices'));
      await writeFile(path.join(folder.path, 'choices', 'default.json'), text);
      assert.equal(await of('w').read('default'), undefined);
    });
  }

  it('are none where they cannot be read, and leave nothing behind where they cannot be written', async () => {
    await mkdir(path.join(folder.path, 'choices', 'default.json'), { recursive: true });
    assert.equal(await of('w').read('default'), undefined);
    await assert.rejects(of('w').write('default', ALICE));
    assert.deepEqual(await filesBelow(folder.path), []);
  });

  it('are whole after fifty writes at once', async () => {
    await Promise.all(Array.from({ length: 50 }, (_, index) => of('w').write('default', index % 2 ? ALICE : BOB)));
    assert.ok([ALICE, BOB].includes((await of('w').read('default')) ?? ''));
    assert.deepEqual(await readdir(path.join(folder.path, 'choices')), ['default.json']);
  });
});
