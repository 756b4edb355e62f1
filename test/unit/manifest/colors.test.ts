import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './fakeEditor';
import { readManifest, readText, sorted } from './manifest';

type Kind = 'dark' | 'light' | 'highContrast' | 'highContrastLight';

/** `sideBar.background` of the themes that come with VS Code, and what Visual Studio themes of old fall back to. */
const SIDE_BARS: Readonly<Record<Kind, readonly string[]>> = {
  dark: ['#181818', '#191A1B', '#252526'],
  light: ['#F8F8F8', '#FAFAFD', '#F3F3F3'],
  highContrast: ['#000000'],
  highContrastLight: ['#FFFFFF'],
};

/** Red, green and blue from 0 to 1. */
function channels(color: string): readonly [number, number, number] {
  const part = (at: number): number => Number.parseInt(color.slice(at, at + 2), 16) / 255;
  return [part(1), part(3), part(5)];
}

/** WCAG 2.2, relative luminance. */
function luminance(color: string): number {
  const [red, green, blue] = channels(color).map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number]; // as many as there were
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]; // two were given
  return (light + 0.05) / (dark + 0.05);
}

describe('Colors', () => {
  const { colors } = readManifest().contributes;
  const named = (name: string) => {
    const color = colors.find(({ id }) => id === `codeartsMirrors.${name}Foreground`);
    assert.ok(color, name);
    return color.defaults;
  };

  for (const kind of Object.keys(SIDE_BARS) as Kind[]) {
    it(`are legible in the side bar: ${kind}`, () => {
      for (const { id, defaults } of colors) {
        for (const background of SIDE_BARS[kind]) {
          const ratio = contrast(defaults[kind], background);
          assert.ok(ratio >= 3, `${id} ${defaults[kind]} on ${background}: ${ratio.toFixed(2)}`);
        }
      }
    });

    it(`keep good and bad apart: ${kind}`, () => {
      const [goodRed, goodGreen] = channels(named('good')[kind]);
      const [badRed, badGreen] = channels(named('error')[kind]);
      assert.ok(goodGreen > goodRed && badRed > badGreen);
    });
  }

  it('are the only ones that icons have', () => {
    const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const texts = files.map((file) => readText(path.join('src', file)));
    const used = texts.flatMap((text) => text.match(/codeartsMirrors\.\w+Foreground/gu) ?? []);
    assert.deepEqual(sorted(used), sorted(colors.map(({ id }) => id)));
    assert.deepEqual(
      files.filter((_, index) => /new vscode\.ThemeIcon\([^)]*ThemeColor/u.test(texts[index] ?? '')),
      ['ui/stateIcon.ts'],
    );
  });
});
