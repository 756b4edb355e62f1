import assert from 'node:assert/strict';
import { type Repository, type RepositoryId, toRepositoryId } from '../../../../src/api/index';
import { type MirrorReading, readingAfter } from '../../../../src/repositories/mirrorState';
import {
  decodeList,
  decodeReadings,
  encodeList,
  encodeReadings,
  MOST_BYTES,
} from '../../../../src/repositories/watching/snapshot';
import type { Loaded } from '../../../../src/ui/listStore';
import { clientFor } from '../../api/client';
import { closeServers, serve } from '../../api/server';
import { Chance, mirrorOf, readingOf, repositoryOf } from './generated';

const NOW = new Date('2025-03-10T08:00:00Z');

/** What the next window finds in the file. */
function afterwards(encoded: unknown): unknown {
  return parsed(JSON.stringify(encoded));
}

function parsed(text: string): unknown {
  return JSON.parse(text);
}

function listOf(items: readonly Repository[]): Loaded<Repository> {
  return { items, total: items.length, rest: 'none', asOf: NOW };
}

function repositories(number: number, more: Partial<Repository> = {}): Repository[] {
  return Array.from({ length: number }, (_, index) => {
    const id = toRepositoryId(index + 1);
    return { id, name: `repository-${id}`, ...more };
  });
}

describe('A snapshot', () => {
  afterEach(closeServers);

  it('gives back any list as it was', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const chance = new Chance(seed);
      const loaded = {
        items: Array.from({ length: chance.below(20) }, (_, index) => repositoryOf(chance, 1 + index * seed)),
        total: chance.maybe(() => chance.below(5000)),
        rest: (['none', 'coming', 'held'] as const)[chance.below(3)] ?? 'none',
        asOf: chance.date(),
      };
      assert.deepEqual(decodeList(afterwards(encodeList(loaded))), loaded, `seed ${seed}`);
    }
  });

  it('gives back any readings as they were', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const chance = new Chance(seed);
      const readings = new Map(
        Array.from({ length: chance.below(20) }, (_, index) => [toRepositoryId(1 + index * seed), readingOf(chance)]),
      );
      assert.deepEqual(decodeReadings(afterwards(encodeReadings(readings))), readings, `seed ${seed}`);
    }
  });

  it('holds no secret that a server sent', async () => {
    const secret = 'Sn34kyPa55';
    const address = `https://alice:${secret}@git.example.com/x.git`;
    const name = `token=${secret} ${address}`;
    const { url } = await serve(({ path }) => ({
      json: path.endsWith('/remote-mirror')
        ? {
            url: address,
            update_status: name,
            endpoint_uuid: name,
            last_error: JSON.stringify({ msg: `cannot read ${address}`, code: name }),
          }
        : {
            result: {
              total: 1,
              repositories: [
                {
                  repository_id: 7,
                  repository_name: name,
                  group_name: name,
                  ssh_url: address,
                  https_url: address,
                  web_url: address,
                  creator_name: name,
                  domain_name: name,
                  iam_user_uuid: name,
                  repository_size: name,
                  lfs_size: name,
                  visibility_level: name,
                },
              ],
            },
            status: 'success',
          },
    }));
    const client = clientFor(url);
    const { items } = await client.listUserAllRepositories({});
    const mirror = await client.showRemoteMirror(toRepositoryId(7));
    assert.ok(items[0]?.name.includes(secret), 'or nothing was planted');
    const projectName = `password: ${secret}`;
    const written = [
      encodeList(listOf(items.map((item) => ({ ...item, projectName })))),
      encodeReadings(new Map([[toRepositoryId(7), readingAfter(undefined, mirror, NOW, undefined)]])),
    ].map((each) => JSON.stringify(each));
    for (const text of written) {
      assert.ok(text.includes('git.example.com'));
      assert.ok(!text.includes(secret), text);
    }
  });

  it('of 20,000 long records stays within 10 MB, and says that there are more', () => {
    const encoded = encodeList(listOf(repositories(20_000, { webUrl: 'https://example.com/'.padEnd(1000, '镜') })));
    assert.ok(Buffer.byteLength(JSON.stringify(encoded)) <= MOST_BYTES);
    const { items = [], total } = decodeList(afterwards(encoded)) ?? {};
    assert.ok(items.length > 1000 && items.length < 20_000);
    assert.deepEqual(
      items.map(({ id }) => Number(id)),
      items.map((_, index) => index + 1),
    );
    assert.equal(total, 20_000);
  });

  it('keeps mirrors rather than repositories without one', () => {
    const lastError = { message: 'x'.repeat(4000) };
    const readings = new Map<RepositoryId, MirrorReading>(
      repositories(4000).map(({ id }) => [
        id,
        readingAfter(undefined, id > 2000 ? { status: 'failed', lastError } : undefined, NOW, undefined),
      ]),
    );
    const encoded = encodeReadings(readings);
    assert.ok(Buffer.byteLength(JSON.stringify(encoded)) <= MOST_BYTES);
    const kept = [...(decodeReadings(afterwards(encoded)) ?? [])];
    assert.equal(kept.filter(([, { mirror }]) => mirror).length, 2000);
    const tooMany = new Map(
      repositories(3000).map(({ id }) => [id, readingAfter(undefined, { lastError }, NOW, undefined)]),
    );
    const written = encodeReadings(new Map([...readings].filter(([id]) => id < 2000).concat([...tooMany])));
    const all = [...(decodeReadings(afterwards(written)) ?? [])];
    assert.ok(all.length > 2000 && all.every(([, { mirror }]) => mirror));
  });

  it('leaves out what could not be read back, and nothing else', () => {
    const list = listOf([
      { id: toRepositoryId(1), name: 'one', updatedAt: new Date(Number.NaN), size: '' },
      { id: toRepositoryId(2), name: 'x'.repeat(100_000) },
      { id: toRepositoryId(3), name: 'three', uuid: 'a/b' as Repository['uuid'], status: Number.POSITIVE_INFINITY },
    ]);
    assert.deepEqual(decodeList(afterwards(encodeList(list)))?.items, [
      { id: 1, name: 'one' },
      { id: 3, name: 'three' },
    ]);
  });
});

describe('A snapshot that somebody has edited', () => {
  const list = encodeList(listOf(repositories(3))) as { readonly items: readonly object[] };
  const readings = encodeReadings(
    new Map([[toRepositoryId(1), readingAfter(undefined, mirrorOf(new Chance(1)), NOW, undefined)]]),
  ) as { readonly items: readonly object[] };

  for (const [what, value] of Object.entries<unknown>({
    nothing: undefined,
    null: null,
    'a number': 7,
    text: '{"version":1}',
    'a list': [1, 2, 3],
    'no version': { ...list, version: undefined },
    'a later version': { ...list, version: 2 },
    'a version in words': { ...list, version: '1' },
    'no records': { version: 1, asOf: 0 },
    'records by name': { version: 1, asOf: 0, items: { length: 1, 0: list.items[0] } },
    'a version of its prototype': parsed('{"__proto__":{"version":1,"items":[],"asOf":0}}'),
  })) {
    it(`is refused with a reason: ${what}`, () => {
      for (const decode of [decodeList, decodeReadings]) {
        const told: string[] = [];
        assert.equal(
          decode(value, (problem) => told.push(problem)),
          undefined,
        );
        assert.notEqual(told.join(''), '');
      }
    });
  }

  for (const asOf of [undefined, null, 'today', -1, 0.5, 1e300]) {
    it(`is no list without a date: ${String(asOf)}`, () => {
      assert.equal(decodeList({ ...list, asOf }), undefined);
    });
  }

  const bad: Readonly<Record<string, object>> = {
    'no identifier': { name: 'x' },
    'an identifier in words': { id: '1', name: 'x' },
    'an identifier beyond all': { id: 2 ** 31, name: 'x' },
    'no name': { id: 9 },
    'an empty name': { id: 9, name: '' },
    'a name that is a record': { id: 9, name: { toString: 'x' } },
    'a name of a megabyte': { id: 9, name: 'x'.repeat(1_000_000) },
    'a project that leads elsewhere': { id: 9, name: 'x', projectId: '../../etc' },
    'a UUID that leads elsewhere': { id: 9, name: 'x', uuid: '..' },
    'a date beyond all': { id: 9, name: 'x', updatedAt: 9e15 },
    'a flag in words': { id: 9, name: 'x', archived: 'false' },
    'a status that is no number': { id: 9, name: 'x', status: '3' },
    'a status beyond all': { id: 9, name: 'x', status: 1e308 },
    'an identifier of its prototype': JSON.parse('{"__proto__":{"id":9,"name":"x"}}') as object,
  };
  for (const [what, record] of Object.entries(bad)) {
    it(`loses the record with ${what}, and no other`, () => {
      const told: string[] = [];
      const read = decodeList({ ...list, items: [record, null, 'x', ...list.items] }, (problem) => told.push(problem));
      assert.deepEqual(read?.items, repositories(3));
      assert.deepEqual(told, ['3 of 6 records were left out']);
    });
  }

  it('keeps no field that it does not know', () => {
    const record = JSON.parse('{"id":9,"name":"x","constructor":"y","__proto__":{"webUrl":"z"}}') as object;
    const item = decodeList({ ...list, items: [record] })?.items[0];
    assert.deepEqual(item, { id: 9, name: 'x' });
    assert.equal(item.webUrl, undefined);
  });

  it('lists a repository once', () => {
    const read = decodeList({ ...list, items: [...list.items, { id: 1, name: 'again' }] });
    assert.deepEqual(read?.items, repositories(3));
  });

  const badReadings: Readonly<Record<string, object>> = {
    'no date': { id: 2 },
    'a mirror without its times': { id: 2, asOf: 0, mirror: {} },
    'a mirror that is nothing': { id: 2, asOf: 0, mirror: null, times: { movement: 0, clockIsWrong: false } },
    'times without a movement': { id: 2, asOf: 0, mirror: {}, times: { clockIsWrong: false } },
    'failures below zero': { id: 2, asOf: 0, mirror: { failures: -1 }, times: { movement: 0, clockIsWrong: false } },
    'an error in words': { id: 2, asOf: 0, mirror: { lastError: 'x' }, times: { movement: 0, clockIsWrong: false } },
  };
  for (const [what, record] of Object.entries(badReadings)) {
    it(`loses the reading with ${what}, and no other`, () => {
      const read = decodeReadings({ ...readings, items: [record, ...readings.items] });
      assert.deepEqual([...(read?.keys() ?? [])], [1]);
    });
  }

  it('is read as far as it makes sense, whatever was changed', () => {
    const hostile: readonly unknown[] = [null, -1, 1e308, '', 'x', [], {}, [[]], { length: -1 }, true];
    for (let seed = 1; seed <= 300; seed++) {
      const chance = new Chance(seed);
      const value = afterwards(encodeList(listOf([repositoryOf(chance, 1), repositoryOf(chance, 2)])));
      const readingsValue = afterwards(encodeReadings(new Map([[toRepositoryId(1), readingOf(chance)]])));
      for (const each of [value, readingsValue]) {
        spoil(each, chance, hostile);
        decodeList(each);
        decodeReadings(each);
      }
    }
  });
});

/** Puts something else in some place of a record. */
function spoil(value: unknown, chance: Chance, hostile: readonly unknown[]): void {
  const record = value as Record<string, unknown>;
  const names = Object.keys(record);
  const name = names[chance.below(names.length)] ?? '';
  const inner = record[name];
  if (typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0 && chance.below(4) > 0) {
    spoil(inner, chance, hostile);
  } else {
    record[name] = hostile[chance.below(hostile.length)];
  }
}
