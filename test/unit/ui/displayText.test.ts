import assert from 'node:assert/strict';
import { BITING_NAMES } from '../../../src/sandbox/sample/bitingNames';
import { displayText, withoutIcons } from '../../../src/ui/displayText';

describe('Server text on one line', () => {
  const cases: readonly (readonly [what: string, text: string, shown: string])[] = [
    ['ordinary text', 'payment-gateway', 'payment-gateway'],
    ['Chinese and emoji', '生产镜像仓 😀', '生产镜像仓 😀'],
    ['right-to-left script itself', 'מאגר-ראשי', 'מאגר-ראשי'],
    ['line breaks and tabs', 'tab\tand\r\nline\u2028break', 'tab and line break'],
    ['control characters', 'bell\u0007escape\u001b[31mred\u0085', 'bell escape [31mred'],
    ['white space around it', ' \n name \t', 'name'],
    ['a name that pretends to end differently', 'gnp.\u202Etxt.exe\u202C', 'gnp.txt.exe'],
    [
      'other marks of direction',
      'a\u200eb\u200fc\u061cd\u2066e\u2067f\u2068g\u2069h\u202ai\u202bj\u202dk',
      'abcdefghijk',
    ],
    ['a byte order mark', '\ufeffname', 'name'],
    ['nothing', '', ''],
    ['nothing but control characters', '\u0000\u0007\n', ''],
  ];
  for (const [what, text, shown] of cases) {
    it(what, () => {
      assert.equal(displayText(text), shown);
    });
  }

  it('cuts long text and shows that it did', () => {
    assert.equal(displayText('a'.repeat(200)), 'a'.repeat(200));
    assert.equal(displayText('a'.repeat(201)), `${'a'.repeat(199)}…`);
    assert.equal(displayText('abcdef', 4), 'abc…');
  });

  it('counts and cuts whole characters', () => {
    assert.equal(displayText('😀'.repeat(4), 4), '😀😀😀😀');
    assert.equal(displayText('😀'.repeat(5), 4), '😀😀😀…');
    assert.equal(displayText(`a${'😀'.repeat(50)}`, 4), 'a😀😀…');
  });

  it('does not show as complete what was cut while it was tidied', () => {
    assert.match(displayText(`${'\u202e'.repeat(20)}name that goes on`, 10), /…$/u);
  });

  it('takes a very long text in a moment', () => {
    assert.equal(displayText('\u0000a'.repeat(5_000_000)).length, 200);
  });
});

describe('Server text where icons have a meaning', () => {
  it('shows an icon of its own as text', () => {
    for (const name of [...BITING_NAMES, '$($(trash)', '$$(sync~spin)', '$\u0000(x)', '$\u202e(trash)']) {
      assert.doesNotMatch(withoutIcons(name), /\$\([a-z]/iu, name);
    }
  });

  it('changes nothing else', () => {
    assert.equal(withoutIcons('costs $5 (five)'), 'costs $5 (five)');
  });
});
