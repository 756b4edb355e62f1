import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  credentialsFile,
  keyOfEnvironment,
  keyOfFile,
  lookInEnvironment,
  lookInFile,
  type Surroundings,
} from '../../../src/accounts/sdkCredentials';
import { useFreshFolder } from './support';

type Environment = Surroundings['environment'];

const FIRST = { HUAWEICLOUD_SDK_AK: 'AKFIRST', HUAWEICLOUD_SDK_SK: 'sk-first' };
const SECOND = { CLOUD_SDK_AK: 'AKSECOND', CLOUD_SDK_SK: 'sk-second' };
const first = { kind: 'accessKey', accessKey: 'AKFIRST', secretKey: 'sk-first' };
const second = { kind: 'accessKey', accessKey: 'AKSECOND', secretKey: 'sk-second' };

describe('Access key in the environment', () => {
  const found = (environment: Environment): unknown => keyOfEnvironment({ environment, home: '/none' })?.credential;

  it('is none where there are no variables', () => {
    assert.equal(found({}), undefined);
    assert.equal(found({ PATH: '/bin' }), undefined);
  });

  it('is read from either pair, the first one first, and named by its variables only', () => {
    assert.deepEqual(found(FIRST), first);
    assert.deepEqual(found(SECOND), second);
    assert.deepEqual(found({ ...SECOND, ...FIRST }), first);
    const { place } = keyOfEnvironment({ environment: { ...SECOND, ...FIRST }, home: '' }) ?? assert.fail();
    assert.equal(place, 'HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK');
  });

  it('is never put together from halves of two pairs', () => {
    const { HUAWEICLOUD_SDK_AK } = FIRST;
    assert.equal(found({ HUAWEICLOUD_SDK_AK, CLOUD_SDK_SK: 'sk-second' }), undefined);
    assert.equal(found({ HUAWEICLOUD_SDK_SK: 'sk-first', CLOUD_SDK_AK: 'AKSECOND' }), undefined);
    assert.deepEqual(found({ HUAWEICLOUD_SDK_AK, ...SECOND }), second);
    assert.deepEqual(found({ ...FIRST, HUAWEICLOUD_SDK_SK: '', ...SECOND }), second);
  });

  it('is the second pair when the first one could not be sent', () => {
    for (const broken of ['', ' ', 'sk\nfirst', 'sk first', 'sk\u0007', '密钥']) {
      assert.deepEqual(found({ ...SECOND, ...FIRST, HUAWEICLOUD_SDK_SK: broken }), second, JSON.stringify(broken));
      assert.equal(found({ ...FIRST, HUAWEICLOUD_SDK_SK: broken }), undefined);
    }
    for (const broken of ['AK,x', 'AK=x', 'AK\r\nX-Auth-Token: y']) {
      assert.equal(found({ ...FIRST, HUAWEICLOUD_SDK_AK: broken }), undefined, JSON.stringify(broken));
    }
  });

  it('is taken without white space around it', () => {
    assert.deepEqual(found({ HUAWEICLOUD_SDK_AK: ' AKFIRST\n', HUAWEICLOUD_SDK_SK: '\tsk-first ' }), first);
  });

  it('is taken without quotes around it, which a shell of Windows leaves there', () => {
    assert.deepEqual(found({ HUAWEICLOUD_SDK_AK: '"AKFIRST"', HUAWEICLOUD_SDK_SK: "'sk-first'" }), first);
  });

  it('is said to be there when it cannot be used, unless another one can', () => {
    const look = (environment: Environment): unknown => lookInEnvironment({ environment, home: '/none' });
    const place = 'HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK';
    assert.equal(look({ HUAWEICLOUD_SDK_AK: '', CLOUD_SDK_SK: ' ' }), undefined);
    assert.deepEqual(look({ HUAWEICLOUD_SDK_AK: 'AKFIRST' }), { place, fault: 'halfMissing' });
    assert.deepEqual(look({ ...FIRST, HUAWEICLOUD_SDK_SK: 'sk first' }), { place, fault: 'notSendable' });
    assert.deepEqual(look({ HUAWEICLOUD_SDK_AK: 'AKFIRST', ...SECOND }), {
      place: 'CLOUD_SDK_AK, CLOUD_SDK_SK',
      credential: second,
    });
  });

  it('has the security token of its own pair only', () => {
    const HUAWEICLOUD_SDK_SECURITY_TOKEN = 'gQpj-token';
    assert.deepEqual(found({ ...FIRST, HUAWEICLOUD_SDK_SECURITY_TOKEN }), { ...first, securityToken: 'gQpj-token' });
    assert.deepEqual(found({ ...SECOND, HUAWEICLOUD_SDK_SECURITY_TOKEN }), second);
    assert.deepEqual(found({ ...FIRST, HUAWEICLOUD_SDK_SECURITY_TOKEN: ' ' }), first);
    assert.equal(found({ ...FIRST, HUAWEICLOUD_SDK_SECURITY_TOKEN: 'gQpj\ntoken' }), undefined);
  });
});

describe('Access key in the credentials file', () => {
  const folder = useFreshFolder();
  const inHome = (): string => path.join(folder.path, '.huaweicloud', 'credentials');
  const find = (environment: Environment = {}): ReturnType<typeof keyOfFile> =>
    keyOfFile({ environment, home: folder.path });

  async function put(text: string | Buffer, file = inHome()): Promise<unknown> {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
    return (await find())?.credential;
  }

  it('is none where there is no file', async () => {
    assert.equal(await find(), undefined);
  });

  it('is read from the section [basic], and named by its path only', async () => {
    assert.deepEqual(await put('[basic]\nak = AKFIRST\nsk = sk-first\n'), first);
    assert.equal((await find())?.place, inHome());
  });

  for (const [what, text] of [
    ['line ends of Windows', '[basic]\r\nak = AKFIRST\r\nsk = sk-first\r\n'],
    ['a byte order mark', '\ufeff[basic]\nak=AKFIRST\nsk=sk-first'],
    ['no white space', '[basic]\nak=AKFIRST\nsk=sk-first'],
    ['white space everywhere', '  [ basic ]  \n\n  ak  =  AKFIRST  \n\tsk\t=\tsk-first\t'],
    ['comments', '# [global]\n[basic]\n; ak = AKOTHER\nak = AKFIRST\n#sk = other\nsk = sk-first\n# sk = other'],
    [
      'other sections around it',
      'ak = A0\nsk = s0\n[global]\nak = A1\nsk = s1\n[basic]\nak = AKFIRST\nsk = sk-first\n[iam]\nak = A2\nsk = s2',
    ],
    ['other names', '[basic]\nak = AKFIRST\nsk = sk-first\nproject_id = 1\ndomain_id =\niam_endpoint = https://x\n'],
    ['quotes', '[basic]\nak = "AKFIRST"\nsk = \'sk-first\''],
    ['notes behind values', '[basic] # mine\nak = AKFIRST # mine\nsk = sk-first\t; of alice'],
    ['notes behind quotes', '[basic]\nak = "AKFIRST" # "mine"\nsk = "sk-first"; \'x\''],
    ['an empty value with a note', '[basic]\nak = AKFIRST\nsk = sk-first\nsecurity_token = # none'],
    ['names as another reader takes them', '[basic]\nAK: AKFIRST\nSk : sk-first'],
    ['UTF-16 of Windows', utf16('\ufeff[basic]\r\nak = AKFIRST\r\nsk = sk-first\r\n')],
    ['UTF-16 without a mark', utf16('[basic]\nak = AKFIRST\nsk = sk-first # 密钥')],
    ['UTF-16, the other way round', utf16('\ufeff[basic]\nak = AKFIRST\nsk = sk-first').swap16()],
    ['UTF-16, the other way round, without a mark', utf16('[basic]\nak = AKFIRST\nsk = sk-first').swap16()],
    ['a comment in another encoding', Buffer.from('# \xc3\xdc\xd4\xbf\n[basic]\nak=AKFIRST\nsk=sk-first', 'latin1')],
    ['lines that are nothing', '[basic]\nnonsense\n= x\nak = AKFIRST\n[\nsk = sk-first'],
  ] as const) {
    it(`is read from a file with ${what}`, async () => {
      assert.deepEqual(await put(text), first);
    });
  }

  it('may hold equals signs in its secret half', async () => {
    assert.deepEqual(await put('[basic]\nak = AKFIRST\nsk = a=b=='), { ...first, secretKey: 'a=b==' });
  });

  it('has its security token', async () => {
    const text = '[basic]\nak = AKFIRST\nsk = sk-first\nsecurity_token = ';
    assert.deepEqual(await put(`${text}gQpj-token\n`), { ...first, securityToken: 'gQpj-token' });
    assert.deepEqual(await put(text), first);
    assert.equal(await put(`${text}gQpj token\n`), undefined);
  });

  it('has a number sign that belongs to it', async () => {
    assert.deepEqual(await put('[basic]\nak = AKFIRST\nsk = sk#;first'), { ...first, secretKey: 'sk#;first' });
    assert.deepEqual(await put('[basic]\nak = AKFIRST\nsk = "sk#first" # x'), { ...first, secretKey: 'sk#first' });
  });

  for (const [what, text, fault] of [
    ['nothing', '', 'noSection'],
    ['another section', '[global]\nak = AKFIRST\nsk = sk-first', 'noSection'],
    ['half of a key', '[basic]\nak = AKFIRST', 'halfMissing'],
    ['nothing in its section', '[basic]', 'halfMissing'],
    ['a key with a space', '[basic]\nak = AKFIRST\nsk = sk first', 'notSendable'],
    ['typographic quotes', '[basic]\nak = “AKFIRST”\nsk = sk-first', 'notSendable'],
    ['bytes that are no text', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0, 0]), 'encoding'],
    ['far too much', '#'.repeat(70_000), 'tooLarge'],
  ] as const) {
    it(`says why a file is of no use with ${what} in it`, async () => {
      assert.equal(await put(text), undefined);
      const seen = await lookInFile({ environment: {}, home: folder.path });
      assert.deepEqual(seen, { place: inHome(), fault });
    });
  }

  it('says that the file is absent only when a variable names it', async () => {
    const named = path.join(folder.path, 'none');
    const look = (environment: Environment): unknown => lookInFile({ environment, home: folder.path });
    assert.equal(await look({}), undefined);
    const seen = await look({ HUAWEICLOUD_SDK_CREDENTIALS_FILE: named });
    assert.deepEqual(seen, { place: named, fault: 'absent' });
    const other = await look({ HUAWEICLOUD_SDK_CREDENTIALS_FILE: folder.path });
    assert.deepEqual(other, { place: folder.path, fault: 'notAFile' });
  });

  for (const text of [
    '',
    'ak = AKFIRST\nsk = sk-first',
    '[global]\nak = AKFIRST\nsk = sk-first',
    '[basic]\nak = AKFIRST',
    '[basic]\nsk = sk-first',
    '[basic]\nak =\nsk = sk-first',
    '[basic]\nak = AKFIRST\n[global]\nsk = sk-first',
    '{"ak":"AKFIRST","sk":"sk-first"}',
    '\0\0\0\0',
  ]) {
    it(`is none in ${JSON.stringify(text)}`, async () => {
      assert.equal(await put(text), undefined);
    });
  }

  it('is none in a file that is no file of keys: it is too large', async () => {
    assert.equal(await put(`[basic]\nak = AKFIRST\nsk = sk-first\n${'#'.repeat(70_000)}`), undefined);
  });

  it('is none where the file cannot be read', async () => {
    await mkdir(inHome(), { recursive: true });
    assert.equal(await find(), undefined);
  });

  it('is read from the file that the variable names, and from no other', async () => {
    await put('[basic]\nak = AKFIRST\nsk = sk-first');
    const named = path.join(folder.path, '密钥 1.ini');
    await put('[basic]\nak = AKSECOND\nsk = sk-second', named);
    const environment = { HUAWEICLOUD_SDK_CREDENTIALS_FILE: named };
    assert.deepEqual((await find(environment))?.credential, second);
    assert.equal(credentialsFile({ environment, home: folder.path }), named);
    assert.equal(await find({ HUAWEICLOUD_SDK_CREDENTIALS_FILE: `${named}.gone` }), undefined);
    assert.deepEqual((await find({ HUAWEICLOUD_SDK_CREDENTIALS_FILE: '' }))?.credential, first);
  });

  it('is not waited for in what is no file: a device without end, or a pipe that nobody writes to', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    const pipe = path.join(folder.path, 'pipe');
    await promisify(execFile)('mkfifo', [pipe]);
    for (const named of ['/dev/zero', pipe]) {
      assert.equal(await find({ HUAWEICLOUD_SDK_CREDENTIALS_FILE: named }), undefined);
    }
  });
});

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}
