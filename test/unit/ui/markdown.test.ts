import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { BITING_NAMES } from '../../../src/sandbox/sample/bitingNames';
import { codeSpan, escapeMarkdown, factList, toFacts } from '../../../src/ui/markdown';
import { findRoot } from '../../host/launch/root';

interface Renderer {
  render(text: string): string;
  readonly linkify: { set(options: { readonly fuzzyLink: boolean }): unknown; test(text: string): boolean };
}

/** The renderer of the editor's Markdown preview, set as there; and it lets HTML through, which is worse. */
function preview(): Renderer {
  const load = createRequire(path.join(findRoot(), 'package.json'));
  const create = load('markdown-it') as (options: object) => Renderer;
  const renderer = create({ html: true, linkify: true });
  renderer.linkify.set({ fuzzyLink: false });
  return renderer;
}

const HOSTILE: readonly string[] = [
  ...BITING_NAMES,
  '# heading',
  'a\n# heading',
  'a\n===',
  'a\n---',
  '- item',
  '+ item',
  '* item',
  '1. item',
  '1) item',
  '> quote',
  '---',
  '```sh',
  '    code',
  '| a | b |\n|---|---|',
  '[a]: https://example.com',
  '[a][b]',
  '<https://example.com>',
  '<a href="https://example.com">x</a>',
  '<!-- comment',
  '&lt;b&gt; &amp; &#36;(x)',
  'https://example.com/x',
  'HTTPS://EXAMPLE.COM',
  'ftp://example.com',
  '//example.com/x',
  'www.example.com',
  '_www.example.com',
  'WWW.Example.com',
  'mailto:someone@example.com',
  'someone@example.com',
  '~~gone~~ ==marked== __strong__',
  '\\',
  'ends with a backslash\\',
  '\\[x](https://example.com)',
  '`[x](https://example.com)`',
  '``',
  '$(trash) $x^2$ $$',
  '![x][y] [^1] [ ] [x]',
  ':smile: @someone #123',
];

const TEXT_ONLY = /^<p>[^<]*<\/p>\n$/u;

/** The text of a page, as it is seen. An invisible joiner may stand before it, so that it starts no list. */
function plain(html: string): string {
  return html
    .replace(/<[^>]*>/gu, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/^\s*\u2060/u, '')
    .replaceAll('\u200b', '')
    .trim();
}

/** What an engine sees that looks for addresses in the text that is shown. */
function unescaped(html: string): string {
  return html.replace(/<[^>]*>/gu, '').replaceAll('&amp;', '&');
}

/** What a person should read: one line without control characters and marks of direction. */
function readable(text: string): string {
  return text
    .replace(/[\u200b\u202a-\u202e\ufeff]/gu, '')
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}

describe('Server text in Markdown', () => {
  const renderer = preview();

  it('is tried with a renderer that would have made something of it', () => {
    const made = HOSTILE.filter((text) => !TEXT_ONLY.test(renderer.render(text)));
    assert.ok(made.length > 25, `only ${made.length} of the texts are dangerous`);
  });

  for (const text of HOSTILE) {
    it(`comes out as it is: ${JSON.stringify(text).slice(0, 60)}`, () => {
      const html = renderer.render(escapeMarkdown(text));
      assert.match(html, TEXT_ONLY);
      assert.equal(plain(html), readable(text));
      assert.equal(renderer.linkify.test(unescaped(html)), false, 'a link for VS Code 1.100');
    });

    it(`stays inside its place: ${JSON.stringify(text).slice(0, 60)}`, () => {
      const [fact, code] = toFacts([
        ['Name', text],
        ['Address', text, 'code'],
      ]);
      assert.ok(fact && code);
      const html = renderer.render(
        `# ${escapeMarkdown(text)}\n\n**${escapeMarkdown(text)}**\n\n${factList([fact, code])}`,
      );
      const tags = (html.match(/<[^>]*>/gu) ?? []).join('');
      const item = '<li><strong></strong>';
      assert.equal(tags, `<h1></h1><p><strong></strong></p><ul>${item}</li>${item}<code></code></li></ul>`);
    });
  }

  it('never leaves an address for another renderer to find', () => {
    for (const text of HOSTILE) {
      assert.doesNotMatch(escapeMarkdown(text), /:\/\/|(?<!\u200b)@|www\.|(?<!\\)\$\(/iu, text);
    }
  });

  it('cuts very long text', () => {
    assert.ok(escapeMarkdown('*'.repeat(1_000_000)).length < 5000);
  });
});

describe('Server text as code', () => {
  it('cannot leave the code span', () => {
    assert.equal(codeSpan('a`b``c'), '`aˋbˋˋc`');
    assert.equal(codeSpan('two\nlines'), '`two lines`');
    assert.equal(codeSpan(' \n '), '');
  });
});

describe('Facts', () => {
  it('leave out what is not known', () => {
    assert.deepEqual(
      toFacts([
        ['A', undefined],
        ['B', ''],
        ['C', ' \u0007 '],
        ['D', 'd'],
      ]).map(({ name }) => name),
      ['D'],
    );
  });

  it('are copied as they are, not as Markdown', () => {
    const [fact] = toFacts([['Address', 'https://example.com/a_b', 'code']]);
    assert.equal(fact?.text, 'https://example.com/a_b');
  });
});
