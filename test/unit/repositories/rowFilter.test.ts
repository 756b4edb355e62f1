import assert from 'node:assert/strict';
import type { RowSubject } from '../../../src/repositories/repositoriesModel';
import { isUsual, readChoice, type RowFilter, tidy, USUAL } from '../../../src/repositories/rowChoice';
import { looksAtMirrors, mayPass, passes } from '../../../src/repositories/rowFilter';
import { failing, healthy, project, repository, stale, subject } from './rowScene';

const api = repository('Payment-API', {
  projectId: project(1),
  projectName: '电商中台',
  httpsUrl: 'https://codehub.example.com/shop/Payment-API.git',
  isOwner: true,
});
const site = repository('site', { groupName: 'docs', isOwner: false });
const unknownOwner = repository('third');
const refusal = failing('fatal: Authentication failed for https://github.com/acme/api.git');

function names(filter: RowFilter, subjects: readonly RowSubject[]): readonly string[] {
  return subjects.filter((each) => passes(filter, each)).map((each) => each.repository.name);
}

describe('The filter of rows', () => {
  const all = [subject(api, refusal), subject(site, 'none'), subject(unknownOwner)];

  it('lets everything pass that it does not speak of', () => {
    assert.deepEqual(names({}, all), ['Payment-API', 'site', 'third']);
  });

  for (const [text, found] of [
    ['payment', ['Payment-API']],
    ['PAYMENT shop', ['Payment-API']],
    ['电商', ['Payment-API']],
    ['ＰＡＹＭＥＮＴ', ['Payment-API']],
    ['acme', ['Payment-API']],
    ['docs', ['site']],
    ['payment docs', []],
    ['i', ['Payment-API', 'site', 'third']],
  ] as const) {
    it(`finds each word of “${text}” in the name, the project or an address`, () => {
      assert.deepEqual(names({ text }, all), found);
    });
  }

  it('takes what was typed for text and not for a pattern', () => {
    assert.deepEqual(names({ text: '.*' }, all), []);
    assert.deepEqual(names({ text: '(' }, all), []);
  });

  it('knows health, also that nothing is known', () => {
    assert.deepEqual(names({ healths: ['failing'] }, all), ['Payment-API']);
    assert.deepEqual(names({ healths: ['none', 'unread'] }, all), ['site', 'third']);
  });

  it('knows the cause of what needs attention, and of nothing else', () => {
    const mended = subject(repository('mended'), { ...healthy, lastError: refusal.lastError });
    const silent = subject(repository('silent'), stale);
    assert.deepEqual(names({ causes: ['credentials'] }, [...all, mended, silent]), ['Payment-API']);
    assert.deepEqual(names({ causes: ['unknown'] }, [...all, mended, silent]), ['silent']);
  });

  it('never takes what is not known for a mirror, or for one’s own', () => {
    assert.deepEqual(names({ mirrorsOnly: true }, all), ['Payment-API']);
    assert.deepEqual(names({ mineOnly: true }, all), ['Payment-API']);
  });

  it('says of which repositories it cannot know yet', () => {
    const maybe = (filter: RowFilter) =>
      all.filter((each) => mayPass(filter, each)).map((each) => each.repository.name);
    assert.deepEqual(maybe({ healths: ['failing'] }), ['third']);
    assert.deepEqual(maybe({ healths: ['failing'], text: 'site' }), []);
    assert.deepEqual(maybe({ mineOnly: true }), []);
    assert.deepEqual(maybe({}), []);
  });

  it('is judged anew by a reading only where it looks at mirrors', () => {
    assert.equal(looksAtMirrors({ mineOnly: true }), false);
    for (const filter of [{ text: 'x' }, { healths: ['none'] }, { causes: ['tls'] }, { mirrorsOnly: true }] as const) {
      assert.equal(looksAtMirrors(filter), true);
    }
  });
});

describe('The choice of rows that is kept', () => {
  it('is what it was, when it is read again', () => {
    const choice = {
      groupBy: 'health',
      sortBy: 'success',
      filter: { text: 'a b', healths: ['failing', 'none'], causes: ['tls'], mirrorsOnly: true, mineOnly: true },
    };
    assert.deepEqual(readChoice(JSON.parse(JSON.stringify(choice))), choice);
  });

  for (const kept of [
    undefined,
    null,
    7,
    'text',
    [],
    { groupBy: 'color', sortBy: 1, filter: 'x' },
    { filter: { text: 7, healths: 'failing', causes: [null, 'nonsense'], mirrorsOnly: 'yes', mineOnly: 1 } },
    { groupBy: '__proto__', filter: { healths: [['failing']] } },
  ]) {
    it(`is the usual one where nothing of it is understood: ${JSON.stringify(kept)}`, () => {
      assert.deepEqual(readChoice(kept), USUAL);
      assert.ok(isUsual(readChoice(kept)));
    });
  }

  it('has no filter that lets everything pass, and no endless text', () => {
    assert.deepEqual(tidy({ text: '  ', healths: [], causes: [], mirrorsOnly: false }), {});
    assert.equal(tidy({ text: 'x'.repeat(10_000) }).text?.length, 200);
    assert.equal(isUsual({ ...USUAL, filter: { text: 'x' } }), false);
  });
});
