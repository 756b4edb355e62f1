import assert from 'node:assert/strict';
import { redact } from '../../../src/api/index';
import { CARRIERS, encodings, FORMS, SECRETS } from './redactTable';

/** Everything that a reader could undo. */
function readings(text: string): string {
  let all = text;
  let last = text;
  for (let layer = 0; layer < 6; layer++) {
    last = last
      .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
      .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? '')
      .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/\\(["\\/])/g, '$1')
      .replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    all += `\n${last}`;
  }
  return all;
}

/** Any four characters in a row of a secret would be too much. */
function leaks(text: string, secret: string): boolean {
  const shown = readings(text);
  const length = Math.min(4, secret.length);
  return Array.from({ length: secret.length - length + 1 }, (_, at) => secret.slice(at, at + length)).some((part) =>
    shown.includes(part),
  );
}

describe('Redaction of secrets that are not known', () => {
  let count = 0;
  for (const [carrier, carry] of Object.entries(CARRIERS)) {
    it(`leaks nothing of any form as ${carrier}`, () => {
      const leaking: string[] = [];
      for (const form of FORMS) {
        for (const secret of SECRETS.filter((candidate) => form.not?.test(candidate) !== true)) {
          count++;
          const text = carry(form.write(secret));
          const shown = redact(text);
          if (leaks(shown, secret)) {
            leaking.push(`${form.name}: ${text} -> ${shown}`);
          }
        }
      }
      assert.deepEqual(leaking, []);
    });
  }

  it('was shown by some thousand texts', () => {
    assert.ok(count > 4000, String(count));
  });
});

describe('Redaction of known secrets', () => {
  for (const [encoding, encode] of Object.entries(encodings)) {
    it(`finds them in ${encoding}`, () => {
      for (const secret of [...SECRETS, 'with blank 7', 'ctrl\n\tx9', '密码ab', `all !'()*~ of it`]) {
        const written = encode(secret);
        for (const text of [written, `a ${written} b`, `"x":"${written}"`, `(${written})`]) {
          const shown = redact(text, [secret]);
          assert.ok(!leaks(shown, secret) && !shown.includes(written), `${text} -> ${shown}`);
        }
      }
    });
  }
});
