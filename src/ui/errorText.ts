import { l10n } from 'vscode';
import { type CloudError, isCloudError, redact } from '../api/index';
import { displayText } from './displayText';
import { pausedUntilWords } from './pauseWords';

/** A button that helps: the command it runs and what it says. */
export interface Remedy {
  readonly label: string;
  readonly command: string;
}

/** An error as a person reads it. */
export interface ErrorText {
  /** What happened and the likely cause, one or two sentences. */
  readonly message: string;
  readonly remedy?: Remedy;
}

/** What failed, why, and what helps, in the person's language. The vendor's own words are in `vendorDetails`. */
export function errorText(error: unknown): ErrorText {
  if (!isCloudError(error)) {
    return { message: l10n.t('Something unexpected went wrong. The log has the details.'), remedy: showLog() };
  }
  return byReason(error) ?? byKind(error);
}

/** The vendor's code, text and request ID, as a support ticket wants them. Empty when no answer arrived. */
export function vendorDetails(error: unknown): string {
  if (!isCloudError(error)) {
    return '';
  }
  const parts = [
    error.operation,
    error.status === undefined ? '' : `HTTP ${error.status}`,
    error.code ?? '',
    error.vendorMessage ?? '',
    error.requestId === undefined ? '' : l10n.t('request ID {0}', error.requestId),
  ];
  return parts
    .filter((part) => part !== '')
    .map((part) => displayText(redact(part)))
    .join(' · ');
}

function byReason(error: CloudError): ErrorText | undefined {
  switch (error.reason) {
    case 'tokenExpired':
      return { message: l10n.t('Your sign-in has expired: a token lives for 24 hours.'), remedy: signIn() };
    case 'tokenMissing':
      return {
        message: l10n.t('The stored sign-in is missing. The secret storage of the editor may have lost it.'),
        remedy: signIn(),
      };
    case 'credentialGone':
      return {
        message: l10n.t(
          'The access key is no longer where it was found: not in the environment, not in the credentials file.',
        ),
        remedy: signIn(),
      };
    case 'credentialChanged':
      return {
        message: l10n.t(
          'The environment or the credentials file holds another access key than the one that was signed in with. Sign in again to use it.',
        ),
        remedy: signIn(),
      };
    case 'tokenNotRecognised':
      return {
        message: l10n.t(
          'Huawei Cloud did not recognise the token. It may be incomplete, revoked, or from another site.',
        ),
        remedy: signIn(),
      };
    case 'signature':
      return {
        message: l10n.t(
          'Huawei Cloud refused the signature of the request. Check the access key and the clock of this computer.',
        ),
        remedy: signIn(),
      };
    case 'clock':
      return { message: clockMessage(error.clockOffsetMs ?? 0), remedy: refresh() };
    case 'keyLocked':
      return {
        message: l10n.t(
          'Huawei Cloud has locked the access key for a while, after several requests with a wrong signature. Wait 5 minutes, then try again.',
        ),
        remedy: refresh(),
      };
    case 'passwordRefused':
      return {
        message: l10n.t(
          'Huawei Cloud refused the sign-in: the account name, user name or password is wrong. A HUAWEI ID cannot sign in with its password: an IAM user with programmatic access is needed.',
        ),
        remedy: signIn(),
      };
    case 'mfaNeeded':
      return {
        message: l10n.t(
          'The account demands a verification code. Sign in again with the code of your virtual MFA device.',
        ),
        remedy: signIn(),
      };
    case 'mfaRefused':
      return {
        message: l10n.t(
          'Huawei Cloud refused the password or the verification code. A code is good for half a minute: enter the one that the device shows now.',
        ),
        remedy: signIn(),
      };
    case 'projectNotFound':
      return {
        message: l10n.t(
          'The account has no such project. The region was probably never opened for it. Choose another region, or open this one in the console first.',
        ),
        remedy: signIn(),
      };
    case 'wrongRegion':
      return {
        message: l10n.t('The token was refused here. It probably belongs to another region, or has been replaced.'),
        remedy: switchProfile(),
      };
    case 'wrongSite':
      return {
        message: l10n.t(
          'Huawei Cloud could not read the token. It is damaged, or belongs to another site: China, international and Europe have separate accounts.',
        ),
        remedy: signIn(),
      };
    case 'noPermission':
      if (error.operation === 'createToken') {
        return {
          message: l10n.t(
            'This user may not sign in here. Programmatic access is probably switched off for it. An account administrator can change that in IAM.',
          ),
          remedy: signIn(),
        };
      }
      return {
        message: l10n.t(
          'You do not have the right to do this. For mirrors, the repository permission “Set” is needed (codeartsrepo:repository:setRepository). Ask an administrator of the repository.',
        ),
        remedy: showLog(),
      };
    case 'noPermissionOrDeleted':
      return {
        message: l10n.t('You have no access to this, or it has been deleted. Refresh to see what is still there.'),
        remedy: refresh(),
      };
    case 'deniedByPolicy':
      return {
        message: l10n.t('An IAM policy of the account denies this. An account administrator can change it.'),
        remedy: showLog(),
      };
    case 'repositoryNotFound':
      return { message: l10n.t('The repository was not found. It may have been deleted or moved.'), remedy: refresh() };
    case 'notServedHere':
      return {
        message: l10n.t('The service does not answer at this address. The region or an endpoint setting may be wrong.'),
        remedy: endpointSettings(),
      };
    case 'serviceUnavailableInRegion':
      return {
        message: l10n.t('This service is not offered in the region that you are signed in to.'),
        remedy: signIn(),
      };
    case 'quota':
      return { message: l10n.t('A quota of the account is used up.'), remedy: showLog() };
    case 'crossOriginRedirect':
      return {
        message: l10n.t(
          'The server tried to send the request to another host. It was not sent there. A proxy or login page may be in the way.',
        ),
        remedy: showLog(),
      };
    case 'proxyAuthentication':
      return {
        message: l10n.t(
          'The proxy asks for a user name and a password. They must be part of its address in the setting http.proxy: the editor does not use http.proxyAuthorization for extensions.',
        ),
        remedy: proxySettings(),
      };
    case 'badGateway':
      return {
        message: l10n.t(
          'A proxy or a gateway on the way answered in the place of Huawei Cloud. Try again in a few minutes. If it goes on, check the proxy settings of the editor.',
        ),
        remedy: refresh(),
      };
    case 'badInput':
      if (error.parameter === 'repositoryId') {
        return {
          message: l10n.t('This is no repository ID. It is a whole number from 1 to 2147483647.'),
          remedy: refresh(),
        };
      }
      if (error.parameter === 'endpoint') {
        return {
          message: l10n.t(
            'An address in the setting codeartsMirrors.endpoints cannot be used: only https, a host and a port are allowed.',
          ),
          remedy: endpointSettings(),
        };
      }
      return {
        message: l10n.t(
          'The request was not sent, because a value is not allowed: {0}.',
          error.parameter ?? error.message,
        ),
      };
    case undefined:
      return undefined;
  }
}

function byKind(error: CloudError): ErrorText {
  switch (error.kind) {
    case 'offline':
      return { message: l10n.t('Huawei Cloud could not be reached. Check the network connection.'), remedy: refresh() };
    case 'timeout':
      return {
        message: l10n.t('Huawei Cloud did not answer in time. It may be busy, or the connection slow.'),
        remedy: refresh(),
      };
    case 'tls':
      return {
        message: l10n.t(
          'The secure connection failed: the certificate of the server is not trusted here. A company proxy may be in the way. Let this computer trust its certificate authority, then restart the editor.',
        ),
        remedy: proxySettings(),
      };
    case 'proxy':
      return {
        message: l10n.t('The proxy refused the connection. Check the proxy settings of the editor.'),
        remedy: proxySettings(),
      };
    case 'unauthorized':
      return { message: l10n.t('Huawei Cloud wants you to sign in again.'), remedy: signIn() };
    case 'forbidden':
      return { message: l10n.t('You do not have the right to do this.'), remedy: showLog() };
    case 'notFound':
      return { message: l10n.t('This was not found. It may have been deleted.'), remedy: refresh() };
    case 'rateLimited':
      if (error.pausedUntil !== undefined) {
        // Nothing helps but waiting.
        return { message: pausedUntilWords(error.pausedUntil, error.kind) };
      }
      return {
        message: l10n.t('Huawei Cloud asks to slow down: too many requests. Wait a moment and try again.'),
        remedy: refresh(),
      };
    case 'invalid':
      return { message: l10n.t('Huawei Cloud refused the request as invalid.'), remedy: showLog() };
    case 'server':
      return {
        message: l10n.t('Huawei Cloud reported an error of its own. Try again in a few minutes.'),
        remedy: refresh(),
      };
    case 'malformed':
      return {
        message: l10n.t(
          'The answer could not be read. A proxy or login page may have answered instead of Huawei Cloud.',
        ),
        remedy: showLog(),
      };
    case 'cancelled':
      return { message: l10n.t('Cancelled.') };
  }
}

/** @param offsetMs Server minus this computer. */
function clockMessage(offsetMs: number): string {
  const difference = duration(Math.abs(offsetMs));
  return offsetMs > 0
    ? l10n.t(
        'The clock of this computer is {0} behind that of Huawei Cloud: signatures are refused, and tokens end at the wrong time. Set it, then try again.',
        difference,
      )
    : l10n.t(
        'The clock of this computer is {0} ahead of that of Huawei Cloud: signatures are refused, and tokens end at the wrong time. Set it, then try again.',
        difference,
      );
}

/** Plural forms are avoided by counting in a smaller unit until there are two of the larger one. */
function duration(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 120) {
    return l10n.t('{0} minutes', minutes);
  }
  const hours = Math.round(minutes / 60);
  return hours < 48 ? l10n.t('{0} hours', hours) : l10n.t('{0} days', Math.round(hours / 24));
}

const signIn = (): Remedy => ({ label: l10n.t('Sign In'), command: 'codeartsMirrors.signIn' });
const switchProfile = (): Remedy => ({ label: l10n.t('Switch Profile'), command: 'codeartsMirrors.switchProfile' });
const refresh = (): Remedy => ({ label: l10n.t('Refresh'), command: 'codeartsMirrors.refresh' });
const showLog = (): Remedy => ({ label: l10n.t('Show Log'), command: 'codeartsMirrors.showLog' });
const proxySettings = (): Remedy => ({
  label: l10n.t('Open Proxy Settings'),
  command: 'codeartsMirrors.openProxySettings',
});
const endpointSettings = (): Remedy => ({ label: l10n.t('Open Settings'), command: 'codeartsMirrors.openSettings' });
