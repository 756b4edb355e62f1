import '../../diagnose/editorWords';
import assert from 'node:assert/strict';
import { accountDoubt, passwordDoubt, userDoubt, userIdDoubt } from '../../../../src/accounts/signIn/identityDoubts';
import { accessKeyDoubt, keyProblem, secretKeyDoubt } from '../../../../src/accounts/signIn/keyProblem';
import { tokenProblem } from '../../../../src/accounts/signIn/tokenProblem';

const AK = 'LOUAA1ASLZ0123456789';
const SK = 'abcdefghijABCDEFGHIJ0123456789klmnopqrst';
const ID = '7116d09f88fa41908676fdd4b039e95b';

describe('What is said of a text while it is typed', () => {
  for (const [what, text, said] of [
    ['nothing', '', /Paste a token/],
    ['a token', ` ${'MII'.repeat(500)}\n`, undefined],
    ['a space', 'MIIabc MIIdef', /contains a space/],
    ['a full-width space', 'MIIabc\u3000MIIdef', /contains a space/],
    ['a line break', 'MIIabc\nMIIdef', /line breaks/],
    ['other letters', 'MIIабв', /unsupported characters/],
    ['the whole header', 'X-Subject-Token: MIIabc', /only the value after the colon/],
    ['the other header, without a space', 'x-auth-token:MIIabc', /only the value after the colon/],
    ['far too much', 'x'.repeat(100_001), /Too long/],
  ] as const) {
    it(`as a token: ${what}`, () => {
      agrees(tokenProblem(text), said);
    });
  }

  for (const [what, text, problem, doubt] of [
    ['an access key ID', ` ${AK} `, undefined, undefined],
    ['one with a space', 'LOUAA1ASLZ 123456789', /contains a space/, undefined],
    ['one that was cut', AK.slice(1), undefined, /this one has 19 characters/],
    ['one in small letters', AK.toLowerCase(), undefined, /20 uppercase letters and digits/],
    ['the secret half', SK, undefined, /looks like a secret access key/],
    ['a pair', `${AK},x`, /unsupported characters/, undefined],
    ['a control character', `${AK}\u0007`, /control characters/, undefined],
  ] as const) {
    it(`as an AK: ${what}`, () => {
      agrees(keyProblem({ accessKey: text }), problem);
      if (problem === undefined) {
        agrees(accessKeyDoubt(text), doubt);
      }
    });
  }

  for (const [what, text, problem, doubt] of [
    ['a secret access key', SK, undefined, undefined],
    ['nothing', ' ', /Enter the key/, undefined],
    ['one with a space', `${SK.slice(0, 20)} ${SK.slice(20)}`, /contains a space/, undefined],
    ['one that was cut', SK.slice(0, 39), undefined, /this one has 39 characters/],
    ['the access key ID again', AK, undefined, /access key ID \(AK\) again/],
  ] as const) {
    it(`as an SK: ${what}`, () => {
      agrees(keyProblem({ secretKey: text }), problem);
      if (problem === undefined) {
        agrees(secretKeyDoubt(text, AK), doubt);
      }
    });
  }

  it('as an account: an address, an identifier and a pair raise a doubt, a name does not', () => {
    for (const name of ['sandbox-account', 'hw12345678', '某公司', 'a@b']) {
      assert.equal(accountDoubt(name), undefined, name);
    }
    agrees(accountDoubt(' alice@example.com '), /email address/);
    agrees(accountDoubt(ID), /account ID/);
    agrees(accountDoubt('account/user'), /only one of them/);
  });

  it('as a user: an identifier and a pair raise a doubt, a name and an address do not', () => {
    for (const name of ['alice', 'alice@example.com', '张三']) {
      assert.equal(userDoubt(name), undefined, name);
    }
    agrees(userDoubt(ID), /user ID/);
    agrees(userDoubt('account/alice'), /only one of them/);
  });

  it('as a user ID: a name and one that was cut raise a doubt', () => {
    assert.equal(userIdDoubt(ID.toUpperCase(), 'alice'), undefined);
    agrees(userIdDoubt('alice', 'alice'), /name of the IAM user/);
    agrees(userIdDoubt(ID.slice(1), 'alice'), /this one has 31 characters/);
  });

  it('as a password: white space around it raises a doubt, inside it does not', () => {
    assert.equal(passwordDoubt('a b'), undefined);
    for (const text of [' a', 'a ', 'a\u00a0']) {
      agrees(passwordDoubt(text), /begins or ends with a space/);
    }
  });
});

function agrees(said: string | undefined, expected: RegExp | undefined): void {
  if (expected === undefined) {
    assert.equal(said, undefined);
  } else {
    assert.match(said ?? '(nothing)', expected);
  }
}
