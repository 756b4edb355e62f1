import { l10n } from 'vscode';
import { clockMessage } from './clockText';
import { type ReasonTexts, refresh, signIn, switchProfile } from './remedies';

type CredentialReason =
  | 'tokenExpired'
  | 'tokenMissing'
  | 'keyringSilent'
  | 'browserForgot'
  | 'credentialGone'
  | 'credentialChanged'
  | 'tokenNotRecognised'
  | 'signature'
  | 'keyLocked'
  | 'passwordRefused'
  | 'mfaNeeded'
  | 'mfaRefused'
  | 'projectNotFound'
  | 'wrongRegion'
  | 'wrongSite'
  | 'clock'
  | 'noSuchKey';

/** Why Huawei Cloud does not accept who somebody says they are. */
export const credentialTexts: ReasonTexts<CredentialReason> = {
  tokenExpired: () => ({ message: l10n.t('Your sign-in has expired: a token lives for 24 hours.'), remedy: signIn() }),
  tokenMissing: () => ({
    message: l10n.t('The stored sign-in is missing. The editor’s secret storage may have lost it.'),
    remedy: signIn(),
  }),
  keyringSilent: () => ({
    message: l10n.t(
      'The editor’s secret storage isn’t answering, so the stored sign-in can’t be read. A keyring may be locked, with its prompt behind another window: unlock it, then refresh.',
    ),
    remedy: refresh(),
  }),
  browserForgot: () => ({
    message: l10n.t(
      'The stored sign-in is gone. In a browser, a reload forgets secrets unless the editor’s server keeps a key for them.',
    ),
    remedy: signIn(),
  }),
  credentialGone: () => ({
    message: l10n.t(
      'The access key is no longer where it was found: not in the environment, not in the credentials file.',
    ),
    remedy: signIn(),
  }),
  credentialChanged: () => ({
    message: l10n.t(
      'The environment or the credentials file holds another access key than the one that was signed in with. Sign in again to use it.',
    ),
    remedy: signIn(),
  }),
  tokenNotRecognised: () => ({
    message: l10n.t('Huawei Cloud did not recognise the token. It may be incomplete, revoked, or from another site.'),
    remedy: signIn(),
  }),
  signature: () => ({
    message: l10n.t(
      'Huawei Cloud refused the signature of the request. Check the access key and the clock of this computer.',
    ),
    remedy: signIn(),
  }),
  keyLocked: () => ({
    message: l10n.t(
      'Huawei Cloud has locked the access key for a while, after several requests with a wrong signature. Wait 5 minutes, then try again.',
    ),
    remedy: refresh(),
  }),
  passwordRefused: () => ({
    message: l10n.t(
      'Huawei Cloud refused the sign-in: the account name, user name or password is wrong. A HUAWEI ID cannot sign in with its password: an IAM user with programmatic access is needed.',
    ),
    remedy: signIn(),
  }),
  mfaNeeded: () => ({
    message: l10n.t('The account demands a verification code. Sign in again with the code of your virtual MFA device.'),
    remedy: signIn(),
  }),
  mfaRefused: () => ({
    message: l10n.t(
      'Huawei Cloud refused the password or the verification code. A code is good for half a minute: enter the one that the device shows now.',
    ),
    remedy: signIn(),
  }),
  projectNotFound: () => ({
    message: l10n.t(
      'The account has no such project. The region was probably never opened for it. Choose another region, or open this one in the console first.',
    ),
    remedy: signIn(),
  }),
  wrongRegion: () => ({
    message: l10n.t('The token was refused here. It probably belongs to another region, or has been replaced.'),
    remedy: switchProfile(),
  }),
  wrongSite: () => ({
    message: l10n.t(
      'Huawei Cloud could not read the token. It is damaged, or belongs to another site: China, international and Europe have separate accounts.',
    ),
    remedy: signIn(),
  }),
  clock: ({ clockOffsetMs }) => ({ message: clockMessage(clockOffsetMs), remedy: refresh() }),
  noSuchKey: () => ({
    message: l10n.t(
      'Huawei Cloud has no such access key (AK). It may be mistyped or deleted, or belong to another site: China, international and Europe have separate accounts.',
    ),
    remedy: signIn(),
  }),
};
