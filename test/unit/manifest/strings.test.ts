import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './fakeEditor';
import { readManifest, readStrings, readText, sorted, stringsIn } from './manifest';

type Extract = (files: { readonly extension: string; readonly contents: string }[]) => Promise<Record<string, unknown>>;

const CHINESE = 'l10n/bundle.l10n.zh-cn.json';
/** The product's name, also inside its commands, is the same in every language. */
const PRODUCT = /CodeArts Mirrors|codeartsMirrors/gu;
/** 镜像 alone can be a mirror or a container image. */
const AMBIGUOUS = /(?<!远程|容器)镜像(?!仓)/u;

/** Texts in the code that the editor translates. Those that are not written out as one text are not found. */
async function textsInCode(): Promise<readonly string[]> {
  const load = createRequire(path.join(root, 'package.json'));
  const { getL10nJson } = load('@vscode/l10n-dev') as { getL10nJson: Extract };
  const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.gen.ts'))
    .map((file) => ({ extension: '.ts', contents: readText(path.join('src', file)) }))
    .filter(({ contents }) => contents.includes('l10n'));
  return Object.keys(await getL10nJson(files));
}

function placeholders(text: string): readonly string[] {
  return sorted(text.match(/\{\w+\}/gu) ?? []);
}

/** Icons and links, which a translation must keep. */
function machinery(text: string): readonly string[] {
  return [...(text.match(/\$\([\w~-]+\)|command:[\w.]+|`[^`]+`/gu) ?? [])].sort();
}

function wordingProblems(english: string, chinese: string): readonly string[] {
  const source = english.replace(PRODUCT, '');
  const target = chinese.replace(PRODUCT, '');
  const problems = [
    /mirror/iu.test(source) && !target.includes('远程镜像') ? 'a mirror is 远程镜像' : '',
    /image registr/iu.test(source) && !target.includes('镜像仓') ? 'an image registry is 镜像仓' : '',
    AMBIGUOUS.test(target) ? '镜像 alone can be a mirror or an image' : '',
    !/\p{Script=Han}/u.test(chinese) && /[a-z]{3} [a-z]{2}/u.test(source) ? 'not translated' : '',
    chinese.trim() === '' ? 'empty' : '',
  ];
  return problems.filter((problem) => problem !== '').map((problem) => `${problem}: "${english}" → "${chinese}"`);
}

/** What is code or an address in a text, and so written as it is everywhere. */
const CODE = /\$\([\w~-]+\)|“[,:;?!()]”|\]\([^)]*\)|`[^`]+`|\w+:\/\/\S*/gu;
/** A Chinese character, or a place for a value, which may become one. */
const BESIDE = String.raw`(?:\p{Script=Han}|[，。：；？！（）、“”…]|\{\d+\})`;
const HALF_WIDTH = new RegExp(
  `${BESIDE}\\s*[,:;?!()]|[,:;?!()]\\s*${BESIDE}|\\p{Script=Han}\\.|\\.\\s*\\p{Script=Han}`,
  'u',
);
const UNSPACED = /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u;

/** Marks of another script beside Chinese, and words of both without a space between them. */
function typographyProblems(chinese: string): readonly string[] {
  const text = chinese.replace(CODE, ' ');
  return [
    HALF_WIDTH.test(text) ? 'a half-width mark beside Chinese' : '',
    UNSPACED.test(text) ? 'no space between Chinese and Latin' : '',
  ]
    .filter((problem) => problem !== '')
    .map((problem) => `${problem}: ${chinese}`);
}

function pairs(
  english: Readonly<Record<string, string>>,
  chinese: Readonly<Record<string, string>>,
): readonly (readonly [string, string])[] {
  return Object.entries(english).flatMap(([key, text]) => {
    const translation = chinese[key];
    return translation === undefined ? [] : [[text, translation] as const];
  });
}

describe('Texts of the manifest', () => {
  const manifest = readManifest();
  const english = readStrings('package.nls.json');
  const chinese = readStrings('package.nls.zh-cn.json');
  const used = sorted(
    stringsIn(manifest).flatMap((text) => [...text.matchAll(/^%(.+)%$/gu)].map(([, key]) => key ?? '')),
  );

  it('are there in English and in Chinese, and none is left over', () => {
    assert.ok(used.length > 0);
    assert.deepEqual(sorted(Object.keys(english)), used);
    assert.deepEqual(sorted(Object.keys(chinese)), used);
  });

  it('are shown from the translations: no command, view or setting has a title of its own', () => {
    const { commands, views, configuration } = manifest.contributes;
    const shown = [commands, views, configuration].flatMap((part) => textsShown(part));
    assert.deepEqual(
      shown.filter((text) => !/^%.+%$/u.test(text)),
      [],
    );
  });

  it('keep their links, icons and code in Chinese', () => {
    for (const [text, translation] of pairs(english, chinese)) {
      assert.deepEqual(machinery(translation), machinery(text), translation);
    }
  });

  it('use the words of the vendor in Chinese', () => {
    const problems = pairs(english, chinese).flatMap(([text, translation]) => wordingProblems(text, translation));
    assert.deepEqual(problems, []);
  });
});

describe('Chinese texts', () => {
  const all = [...Object.values(readStrings('package.nls.zh-cn.json')), ...Object.values(readStrings(CHINESE))];

  it('use full-width marks, and spaces around Latin words', () => {
    assert.deepEqual(all.flatMap(typographyProblems), []);
  });

  for (const text of [
    '源地址:',
    '源地址: {0}',
    '已取消 (canceled)',
    '（{0}, {1}）',
    '{0}: 失败',
    '失败?',
    '失败.',
    '查看详情, 然后重试',
    '使用Token登录',
  ]) {
    it(`are found when they are not: ${text}`, () => {
      assert.equal(typographyProblems(text).length, 1);
    });
  }

  it('may hold code and addresses as they are', () => {
    for (const text of [
      '$(sync) 立即同步',
      '[登录](command:a.b)\n或试用',
      '例如 `{ "a": 1 }`。',
      '请使用 https:// 地址',
    ]) {
      assert.deepEqual(typographyProblems(text), []);
    }
  });

  it('speak of one thing by one word', () => {
    const others = /令牌|此计算机|主机安全服务|代码仓库/u;
    assert.deepEqual(
      all.filter((text) => others.test(text)),
      [],
    );
  });
});

describe('Texts of the code', () => {
  const chinese = readStrings(CHINESE);
  let texts: readonly string[];
  before(async function () {
    this.timeout(60_000);
    texts = await textsInCode();
  });

  it('have a Chinese translation each, and none is left over', () => {
    assert.ok(texts.length > 100, 'the texts were not found');
    const missing = texts.filter((text) => !(text in chinese));
    const left = Object.keys(chinese).filter((text) => !texts.includes(text));
    assert.deepEqual({ missing, left }, { missing: [], left: [] });
  });

  it('have the same places for values in Chinese', () => {
    for (const [text, translation] of Object.entries(chinese)) {
      assert.deepEqual(placeholders(translation), placeholders(text), translation);
    }
  });

  it('keep their icons in Chinese', () => {
    for (const [text, translation] of Object.entries(chinese)) {
      assert.deepEqual(machinery(translation), machinery(text), translation);
    }
  });

  it('use the words of the vendor in Chinese', () => {
    const problems = Object.entries(chinese).flatMap(([text, translation]) => wordingProblems(text, translation));
    assert.deepEqual(problems, []);
  });
});

/** Values of the properties that a person reads. The name of the product is the same in every language. */
function textsShown(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) {
    return [];
  }
  const read = new Set(['title', 'name', 'contextualTitle', 'description', 'markdownDescription', 'enumDescriptions']);
  return Object.entries(part).flatMap(([key, value]) =>
    read.has(key) ? stringsIn(value).filter((text) => text.replace(PRODUCT, '') !== '') : textsShown(value),
  );
}
