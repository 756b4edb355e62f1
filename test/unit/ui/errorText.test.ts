import assert from 'node:assert/strict';
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import path from 'node:path';
import { compileFunction } from 'node:vm';
import type { CloudError, CloudErrorDetails, CloudErrorReason } from '../../../src/api/index';
import type { ErrorText } from '../../../src/ui/errorText';
import { root } from '../manifest/fakeEditor';
import { readManifest, readStrings } from '../manifest/manifest';

interface Loaded {
  readonly errorText: (error: unknown) => ErrorText;
  readonly CloudError: new (message: string, details: CloudErrorDetails) => CloudError;
}

/** The texts as an editor that speaks one language shows them. */
async function load(translations: Readonly<Record<string, string>>): Promise<Loaded> {
  const contents = "export { errorText } from './src/ui/errorText'; export { CloudError } from './src/api/index';";
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'node-fetch'],
    logLevel: 'silent',
  });
  const t = (message: string, ...values: unknown[]): string =>
    (translations[message] ?? message).replace(/\{(\d)\}/gu, (_, place: string) => String(values[Number(place)]));
  const modules = createRequire(path.join(root, 'package.json'));
  const module = { exports: {} };
  const run = compileFunction(outputFiles[0]?.text ?? '', ['require', 'module', 'exports']) as (
    ...parts: readonly unknown[]
  ) => void;
  run((id: string): unknown => (id === 'vscode' ? { l10n: { t } } : (modules(id) as unknown)), module, module.exports);
  return module.exports as Loaded; // what the bundle exports
}

const MINUTE_MS = 60_000;

describe('The text of a refused sign-in', function () {
  this.timeout(60_000);
  let english: Loaded;
  let chinese: Loaded;
  before(async () => {
    [english, chinese] = await Promise.all([load({}), load(readStrings('l10n/bundle.l10n.zh-cn.json'))]);
  });
  const say = (
    { errorText, CloudError: Thrown }: Loaded,
    reason: CloudErrorReason,
    parts: Partial<CloudErrorDetails> = {},
  ): ErrorText => errorText(new Thrown('x', { kind: 'unauthorized', operation: 'test', reason, ...parts }));

  for (const [offset, words, chineseWords] of [
    [20 * MINUTE_MS, /clock of this computer is 20 minutes behind/, /慢了 20 分钟/],
    [-119 * MINUTE_MS, /clock of this computer is 119 minutes ahead/, /快了 119 分钟/],
    [8 * 60 * MINUTE_MS, /is 8 hours behind/, /慢了 8 小时/],
    [-365 * 24 * 60 * MINUTE_MS, /is 365 days ahead/, /快了 365 天/],
  ] as const) {
    it(`says how far and which way the clock is off: ${words.source}`, () => {
      assert.match(say(english, 'clock', { clockOffsetMs: offset }).message, words);
      assert.match(say(chinese, 'clock', { clockOffsetMs: offset }).message, chineseWords);
    });
  }

  for (const [reason, words, chineseWords, command] of [
    ['tokenExpired', /^Your sign-in has expired: a token lives for 24 hours\.$/, /24 小时/, 'signIn'],
    ['noSuchKey', /no such access key/, /不存在此访问密钥/, 'signIn'],
    ['keyLocked', /Wait 5 minutes/, /5 分钟/, 'refresh'],
    ['wrongRegion', /another region/, /其他区域/, 'switchProfile'],
    ['wrongSite', /another site/, /其他站点/, 'signIn'],
    ['passwordRefused', /HUAWEI ID cannot sign in.*IAM user/, /HUAWEI ID.*IAM 用户/, 'signIn'],
    ['mfaNeeded', /code of your virtual MFA device/, /虚拟 MFA/, 'signIn'],
    ['mfaRefused', /password or the verification code/, /密码或验证码/, 'signIn'],
    ['projectNotFound', /never opened/, /未开通/, 'signIn'],
  ] as const) {
    it(`names the cause and a button that is there: ${reason}`, () => {
      const { message, remedy } = say(english, reason);
      assert.match(message, words);
      assert.match(say(chinese, reason).message, chineseWords);
      assert.equal(remedy?.command, `codeartsMirrors.${command}`);
      assert.ok(readManifest().contributes.commands.some((declared) => declared.command === remedy.command));
    });
  }

  it('does not say by how much the clock is off when that is not known', () => {
    assert.match(say(english, 'clock').message, /signature has expired: the clock of this computer is probably wrong/);
    assert.match(say(chinese, 'clock').message, /时钟/);
  });

  for (const [parts, words, chineseWords, command] of [
    [{ service: 'iam', operation: 'createToken' }, /Programmatic access/, /编程访问/, 'signIn'],
    [{ service: 'iam', operation: 'listAuthProjects' }, /^IAM denied this/, /^IAM 拒绝/, 'showLog'],
    [{ service: 'repo', code: 'CH.004403' }, /“Set”.*setRepository/, /setRepository/, 'showLog'],
    [
      { service: 'hss', code: 'HSS.0013' },
      /HSS ReadOnlyAccess.*all_granted_eps/,
      /HSS.*all_granted_eps/,
      'editProfile',
    ],
    [{ code: 'HSS.0013' }, /HSS ReadOnlyAccess/, /HSS ReadOnlyAccess/, 'editProfile'],
    [{ service: 'projectman' }, /CodeArts project/, /CodeArts 项目/, 'showLog'],
    [{ service: 'pipeline' }, /service endpoints/, /服务扩展点/, 'showLog'],
    [{}, /^You do not have the right to do this\.$/, /^您没有执行此操作的权限。$/, 'showLog'],
  ] as const) {
    it(`names the right that is missing, and whom to ask, for ${JSON.stringify(parts)}`, () => {
      const { message, remedy } = say(english, 'noPermission', { kind: 'forbidden', ...parts });
      assert.match(message, words);
      assert.match(say(chinese, 'noPermission', { kind: 'forbidden', ...parts }).message, chineseWords);
      assert.equal(remedy?.command, `codeartsMirrors.${command}`);
      assert.ok(readManifest().contributes.commands.some((declared) => declared.command === remedy.command));
      if (!('code' in parts && parts.code.startsWith('CH.'))) {
        assert.doesNotMatch(message, /setRepository|“Set”/);
      }
    });
  }

  it('of a policy in HSS says the same as HSS itself', () => {
    const parts = { kind: 'forbidden', service: 'hss', code: 'APIGW.0302' } as const;
    assert.match(say(english, 'deniedByPolicy', parts).message, /HSS ReadOnlyAccess/);
    assert.match(say(english, 'deniedByPolicy', { ...parts, service: 'repo' }).message, /IAM policy of the account/);
  });

  it('is not blamed on a login page when the token is too long', () => {
    const token = say(english, 'headersTooLarge', { kind: 'malformed', operation: 'createToken' });
    assert.match(token.message, /too long.*access key \(AK\/SK\)/);
    assert.equal(token.remedy?.command, 'codeartsMirrors.signIn');
    const sent = say(english, 'headersTooLarge', { kind: 'invalid', status: 431 });
    assert.equal(sent.message, token.message);
    const other = say(english, 'headersTooLarge', { kind: 'malformed', operation: 'showRepository' });
    assert.match(other.message, /headers of the answer/);
  });
});
