import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { hostname } from 'node:os';
import path from 'node:path';
import { deferred } from '../../ui/support';
import { announcedIn, filesIn, useScene, type WindowProcess } from './support';

const SECRET = 'MIIE-a-token-of-a-test';
const modeOf = async (file: string): Promise<string> => ((await stat(file)).mode & 0o777).toString(8);

describe('Windows that speak to each other', function () {
  this.timeout(60_000);
  const scene = useScene();

  async function openProcesses(...names: string[]): Promise<WindowProcess[]> {
    const windows = names.map((name) => scene.process(name));
    await Promise.all(windows.map((window) => window.do({ do: 'open' })));
    return windows;
  }

  async function namesOf(answers: Promise<unknown>): Promise<string[]> {
    return ((await answers) as { name: string }[]).map(({ name }) => name).sort();
  }

  it('are processes that ask each other', async () => {
    const windows = await openProcesses('one', 'two', 'three');
    const message = { question: 'who is signed in? 谁登录了？', at: 7 };
    const answers = await Promise.all(windows.map((window) => window.do({ do: 'ask', message })));
    assert.deepEqual(
      answers.map((all) => (all as { name: string }[]).sort((a, b) => (a.name < b.name ? -1 : 1))),
      [
        ['three', 'two'],
        ['one', 'three'],
        ['one', 'two'],
      ].map((others) => others.map((name) => ({ name, message }))),
    );
  });

  it('hand over a secret, and no file holds it', async () => {
    const [one, two, three] = await openProcesses('one', 'two', 'three');
    assert.equal(await one!.do({ do: 'tell', message: { token: SECRET } }), 2);
    assert.deepEqual(await two!.do({ do: 'heard' }), [{ token: SECRET }]);
    assert.deepEqual(await three!.do({ do: 'heard' }), [{ token: SECRET }]);
    const files = (await filesIn(path.dirname(scene.folder))).filter((file) => !file.endsWith('.sock'));
    assert.equal(files.length, 3);
    for (const file of files) {
      assert.ok(!(await readFile(file, 'utf8')).includes(SECRET), file);
    }
  });

  it('forget one that was killed, and what it left', async () => {
    const [one, two, three] = await openProcesses('one', 'two', 'three');
    await two!.kill();
    assert.equal((await filesIn(scene.temporary)).length, 3, 'it left its socket');
    assert.equal((await announcedIn(scene.folder)).length, 3, 'it left its file');
    assert.deepEqual(await namesOf(one!.do({ do: 'ask', message: 1 })), ['three']);
    const left = await announcedIn(scene.folder);
    assert.deepEqual(left.map(({ pid }) => pid).sort(), [one!.pid, three!.pid].sort());
    assert.deepEqual((await filesIn(scene.temporary)).sort(), left.map(({ address }) => address).sort());
  });

  it('leave no file when they are closed, and are not asked then', async () => {
    const [one, two] = await openProcesses('one', 'two');
    await two!.do({ do: 'close' });
    assert.equal((await announcedIn(scene.folder)).length, 1);
    assert.deepEqual(await one!.do({ do: 'ask', message: 1 }), []);
    await one!.do({ do: 'close' });
    await one!.do({ do: 'open' });
    assert.deepEqual(await filesIn(path.dirname(scene.folder)), []);
    assert.deepEqual(await one!.do({ do: 'ask', message: 1 }), []);
  });

  it('can be read by their user only', async () => {
    const link = scene.link();
    await link.open();
    await link.open();
    const [announced, ...more] = await announcedIn(scene.folder);
    assert.deepEqual(more, []);
    const { file, key, address, ...rest } = announced!;
    assert.deepEqual(rest, { version: 1, pid: process.pid, host: hostname() });
    assert.equal(Buffer.from(key, 'base64').length, 32);
    assert.match(path.basename(address), /^codearts-mirrors-[0-9a-f]{16}\.sock$/);
    assert.deepEqual(await Promise.all([file, address, path.dirname(file)].map(modeOf)), ['600', '600', '700']);
  });

  it('touch nothing before they are opened', async () => {
    const link = scene.link();
    assert.deepEqual(await link.ask('anybody?'), []);
    assert.equal(existsSync(scene.folder), false);
    assert.deepEqual(await filesIn(scene.temporary), []);
  });

  for (const manner of ['left open', 'closed']) {
    it(`let their process end when they are ${manner}`, async () => {
      const [other] = await openProcesses('other');
      assert.equal(await scene.process('one', { manner }).ended, 0);
      assert.equal((await announcedIn(scene.folder)).length, manner === 'closed' ? 1 : 2);
      assert.deepEqual(await other!.do({ do: 'ask', message: 1 }), []);
      assert.equal((await filesIn(scene.temporary)).length, 1);
    });
  }

  it('need not answer, and an answer that fails keeps nobody waiting', async () => {
    const log: string[] = [];
    const circle: unknown[] = [];
    circle.push(circle);
    const answers: (() => unknown)[] = [
      () => 'good',
      () => undefined,
      () => null,
      () => {
        throw new TypeError(SECRET);
      },
      () => Promise.reject(new RangeError(SECRET)),
      () => circle,
      () => 'x'.repeat(2 ** 20),
    ];
    for (const answer of answers) {
      await scene.link(answer, (text) => log.push(text)).open();
    }
    const link = scene.link();
    // A limit that cannot be the reason why it ends.
    assert.deepEqual(new Set(await link.ask('?', 600_000)), new Set(['good', null]));
    assert.equal(log.length, 4);
    assert.ok(!log.join().includes(SECRET));
    assert.equal(await link.tell('!', 600_000), answers.length);
  });

  it('wait no longer than they are told to', async () => {
    const asked: unknown[] = [];
    await scene.link((message) => (asked.push(message), new Promise(() => undefined))).open();
    await scene.link(() => 'quick').open();
    assert.deepEqual(await scene.link().ask('?', 500), ['quick']);
    assert.deepEqual(asked, ['?']);
    assert.equal(await scene.link().tell('!', 600_000), 2, 'who tells does not wait for what comes of it');
  });

  it('carry large messages, and refuse those that nobody may send', async () => {
    await scene.link((message) => message).open();
    const link = scene.link();
    const large = 'x'.repeat(2 ** 20 - 300);
    assert.deepEqual(await link.ask(large), [large]);
    await assert.rejects(link.ask('x'.repeat(2 ** 20)), RangeError);
    await assert.rejects(link.ask(1n), TypeError);
  });

  it('end what they are waiting for when they are closed', async () => {
    for (const closed of ['asking', 'asked'] as const) {
      const arrived = deferred<undefined>();
      const asked = scene.link(() => {
        arrived.resolve(undefined);
        return new Promise(() => undefined);
      });
      await asked.open();
      const asking = scene.link();
      const answers = asking.ask('?', 600_000);
      await arrived.promise;
      await { asking, asked }[closed].close();
      assert.deepEqual(await answers, []);
      await asked.close();
    }
  });

  it('can be reached again after somebody has tidied up', async () => {
    for (const lost of ['file', 'address'] as const) {
      const link = scene.link(() => lost);
      await link.open();
      const [announced] = await announcedIn(scene.folder);
      await rm(announced![lost]);
      const other = scene.link();
      assert.deepEqual(await other.ask('?'), []);
      await link.open();
      assert.deepEqual(await other.ask('?'), [lost]);
      await link.close();
      assert.deepEqual(await filesIn(path.dirname(scene.folder)), []);
    }
  });

  it('work alone when they cannot listen, and say why', async () => {
    await writeFile(scene.folder, 'a file where the folder should be');
    const log: string[] = [];
    const link = scene.link(undefined, (text) => log.push(text));
    await link.open();
    assert.match(log.join('\n'), /^Other windows cannot reach this one: E(EXIST|NOTDIR)[^\n]*$/);
    assert.deepEqual(await link.ask('?'), []);
    await link.close();
    assert.deepEqual(await filesIn(scene.temporary), []);
  });

  it('find another place for the socket when that for temporary files cannot take it', async () => {
    const nameBytes = '/codearts-mirrors-0123456789abcdef.sock'.length;
    const filler = (bytes: number): string => 'x'.repeat(bytes - nameBytes - Buffer.byteLength(`${scene.temporary}/`));
    // Linux has room for 107 bytes, macOS for 103.
    const [long, longer] = [104, 150].map((bytes) => path.join(scene.temporary, filler(bytes)));
    await mkdir(long!);
    await mkdir(longer!);
    for (const temporary of [long!, longer!, path.join(scene.temporary, 'missing')]) {
      const window = scene.process('elsewhere', { temporary });
      await window.do({ do: 'open' });
      assert.deepEqual(await namesOf(scene.link().ask('?')), ['elsewhere']);
      assert.deepEqual(await window.do({ do: 'log' }), []);
      assert.deepEqual(
        (await announcedIn(scene.folder)).map(({ address }) => path.dirname(address)),
        ['/tmp'],
      );
      await window.do({ do: 'close' });
    }
  });

  it('pass over announcements that are broken, and remove only what is their own', async () => {
    await scene.link(() => 'whole').open();
    const [{ file, ...good } = assert.fail('not announced')] = await announcedIn(scene.folder);
    const windows = path.dirname(file);
    const elsewhere = path.join(scene.temporary, 'precious.txt');
    const noSocket = path.join(scene.temporary, 'codearts-mirrors-0123456789abcdef.sock');
    await writeFile(elsewhere, 'kept');
    await writeFile(noSocket, 'kept');
    const visitors: Socket[] = [];
    const foreign = path.join(scene.temporary, 'foreign.sock');
    const server = createServer((socket) => visitors.push(socket.destroy())).listen(foreign);
    const gone = { ...good, address: path.join(scene.temporary, 'codearts-mirrors-aaaaaaaaaaaaaaaa.sock') };
    const minute = 60_000;
    const day = 24 * 60 * minute;
    const found: readonly { text: string; age: number; stays?: true }[] = [
      { text: '\u0000\u0001{', age: 2 * minute },
      { text: JSON.stringify(good).slice(0, 40), age: 2 * minute },
      { text: JSON.stringify(good).slice(0, 40), age: 0, stays: true },
      { text: '', age: 2 * minute },
      { text: '[]', age: 2 * minute },
      { text: JSON.stringify({ ...good, key: 'c2hvcnQ=' }), age: 2 * minute },
      { text: JSON.stringify({ ...good, address: elsewhere }), age: 2 * minute },
      { text: JSON.stringify({ ...good, address: foreign }), age: 2 * minute },
      { text: JSON.stringify({ ...good, address: noSocket }), age: 0 },
      { text: JSON.stringify({ ...good, pid: -1 }), age: 2 * minute },
      { text: JSON.stringify({ ...good, version: 2 }), age: 30 * day, stays: true },
      { text: JSON.stringify({ ...gone }), age: 0 },
      { text: JSON.stringify({ ...gone, host: 'another computer' }), age: 6 * day, stays: true },
      { text: JSON.stringify({ ...gone, host: 'another computer' }), age: 8 * day },
    ];
    const named = found.map((each, index) => ({ ...each, file: path.join(windows, `${hexOf(index)}.json`) }));
    named.push({ text: '', age: 2 * minute, file: path.join(windows, `${hexOf(0)}.json.${hexOf(1)}.tmp`) });
    for (const { text, age, file: written } of named) {
      await writeFile(written, text);
      const then = new Date(Date.now() - age);
      await utimes(written, then, then);
    }
    assert.deepEqual(await scene.link().ask('?'), ['whole']);
    assert.deepEqual(visitors, [], 'nobody calls at a socket that no window can have made');
    assert.ok(existsSync(foreign));
    server.close();
    assert.deepEqual(
      (await filesIn(windows)).sort(),
      [file, ...named.flatMap((each) => (each.stays ? [each.file] : []))].sort(),
    );
    assert.deepEqual(await Promise.all([elsewhere, noSocket].map((each) => readFile(each, 'utf8'))), ['kept', 'kept']);
  });
});

function hexOf(index: number): string {
  return index.toString(16).padStart(16, '0');
}
