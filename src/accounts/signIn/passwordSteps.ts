import { l10n } from 'vscode';
import { isCloudError, type PasswordIdentity } from '../../api/index';
import { messageText } from '../../ui/displayText';
import type { Draft } from './draft';
import { accountDoubt, passwordDoubt, userDoubt, userIdDoubt } from './identityDoubts';
import { askName, nameProblem } from './names';
import type { SignInParts, SignInStep } from './parts';
import { askPick, askText } from './prompts';
import { refusalText } from './refusalText';
import { verifyPassword } from './verify';

const LONGEST_PASSWORD = 256;

/** The questions for an IAM user: account, user, password, the MFA code where the account demands one. */
export function passwordSteps(parts: SignInParts): readonly SignInStep[] {
  return [accountStep, userStep, passwordStep(parts), userIdStep, passcodeStep(parts), keepStep];
}

const isPassword = ({ method }: Draft): boolean => method === 'password';
const wantsCode = (draft: Draft): boolean => isPassword(draft) && draft.mfa === true;

const accountStep: SignInStep = {
  part: 3,
  applies: isPassword,
  answered: ({ accountName }) => accountName !== undefined,
  forget: (draft) => ({ ...draft, accountName: undefined, verified: undefined }),
  ask: (draft, place) =>
    askName({
      ...place,
      title: l10n.t('Sign In to Huawei Cloud: Account'),
      prompt: l10n.t('Account name from My Credentials in the console. Not your email address.'),
      value: draft.again?.accountName,
      doubt: accountDoubt,
      take: (accountName) => ({ ...draft, accountName }),
    }),
};

const userStep: SignInStep = {
  part: 3,
  applies: isPassword,
  answered: ({ userName }) => userName !== undefined,
  forget: (draft) => ({ ...draft, userName: undefined, verified: undefined }),
  ask: (draft, place) =>
    askName({
      ...place,
      title: l10n.t('Sign In to Huawei Cloud: IAM User'),
      prompt: l10n.t('Name of the IAM user. It needs programmatic access.'),
      value: draft.again?.userName,
      doubt: userDoubt,
      take: (userName) => ({ ...draft, userName }),
    }),
};

function passwordStep({ clients }: SignInParts): SignInStep {
  return {
    part: 3,
    applies: isPassword,
    answered: ({ password, verified, mfa }) => password !== undefined && (mfa === true || verified !== undefined),
    forget: (draft) => ({
      ...draft,
      password: undefined,
      verified: undefined,
      mfa: undefined,
      keepPassword: undefined,
    }),
    ask: (draft, place) =>
      askText<Draft>({
        ...place,
        title: l10n.t('Sign In to Huawei Cloud: Password'),
        prompt: l10n.t(
          'Password of {0}. It is sent only to IAM, and saved only if you agree.',
          messageText(draft.userName ?? ''),
        ),
        secret: true,
        problem: passwordProblem,
        doubt: passwordDoubt,
        refusal: refusalText,
        check: async (password, signal) => {
          try {
            const verified = await verifyPassword(identityOf(draft, password), draft.region ?? '', clients, signal);
            return { ...draft, password, verified, mfa: false };
          } catch (error) {
            if (isCloudError(error) && error.reason === 'mfaNeeded') {
              return { ...draft, password, mfa: true };
            }
            throw error;
          }
        },
        extra: {
          label: l10n.t('Use a virtual MFA code'),
          icon: 'device-mobile',
          take: (password) => ({ ...draft, password, mfa: true }),
        },
      }),
  };
}

const userIdStep: SignInStep = {
  part: 3,
  applies: wantsCode,
  answered: ({ userId }) => userId !== undefined,
  forget: (draft) => ({ ...draft, userId: undefined, verified: undefined }),
  ask: (draft, place) =>
    askName({
      ...place,
      title: l10n.t('Sign In to Huawei Cloud: User ID'),
      prompt: l10n.t('This account requires MFA. Enter your IAM user ID (see My Credentials).'),
      value: draft.again?.userId,
      doubt: (text) => userIdDoubt(text, draft.userName),
      take: (userId) => ({ ...draft, userId }),
    }),
};

function passcodeStep({ clients }: SignInParts): SignInStep {
  return {
    part: 3,
    applies: wantsCode,
    answered: ({ verified }) => verified !== undefined,
    forget: (draft) => ({ ...draft, verified: undefined, keepPassword: undefined }),
    ask: (draft, place) =>
      askText({
        ...place,
        // A code is good for half a minute: it would only be in the way.
        kept: undefined,
        title: l10n.t('Sign In to Huawei Cloud: MFA Code'),
        prompt: l10n.t('The six digits that your virtual MFA device shows.'),
        secret: true,
        problem: (text) => (/^\d{6}$/u.test(text.replace(/\s/gu, '')) ? undefined : l10n.t('The code has six digits.')),
        refusal: refusalText,
        check: async (text, signal) => {
          const identity: PasswordIdentity = {
            ...identityOf(draft, draft.password ?? ''),
            mfa: { userId: draft.userId ?? '', passcode: text },
          };
          return { ...draft, verified: await verifyPassword(identity, draft.region ?? '', clients, signal) };
        },
      }),
  };
}

/** Without the password, or with a code that only the person can read, nobody but the person can renew the token. */
const keepStep: SignInStep = {
  part: 3,
  applies: (draft) => isPassword(draft) && draft.mfa !== true,
  answered: ({ keepPassword }) => keepPassword !== undefined,
  forget: (draft) => ({ ...draft, keepPassword: undefined }),
  ask: async (draft, place) => {
    const answer = await askPick({
      ...place,
      title: l10n.t('Sign In to Huawei Cloud: Staying Signed In'),
      placeholder: l10n.t('Tokens expire after 24 hours. Save the password to renew automatically?'),
      items: [
        {
          keep: true,
          label: l10n.t('$(lock) Save the password'),
          detail: l10n.t('Only in the editor’s secret storage. The token renews automatically.'),
        },
        {
          keep: false,
          label: l10n.t('$(circle-slash) Don’t save it'),
          detail: l10n.t('You’re asked again when the token expires.'),
        },
      ],
    });
    return answer.kind === 'done' ? { kind: 'done', value: { ...draft, keepPassword: answer.value.keep } } : answer;
  },
};

function identityOf({ accountName = '', userName = '' }: Draft, password: string): PasswordIdentity {
  return { accountName, userName, password };
}

function passwordProblem(text: string): string | undefined {
  if (text === '') {
    return l10n.t('Enter the password.');
  }
  return nameProblem(text, LONGEST_PASSWORD);
}
