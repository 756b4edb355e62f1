import { l10n } from 'vscode';
import type { CloudError } from '../api/index';
import {
  endpointSettings,
  type ErrorText,
  proxySettings,
  type ReasonTexts,
  refresh,
  showLog,
  signIn,
} from './remedies';

type RequestReason =
  | 'noPermissionOrDeleted'
  | 'repositoryNotFound'
  | 'notServedHere'
  | 'serviceUnavailableInRegion'
  | 'quota'
  | 'crossOriginRedirect'
  | 'proxyAuthentication'
  | 'proxySchemeUnsupported'
  | 'badGateway'
  | 'headersTooLarge'
  | 'badInput';

/** Why a request could not be carried out, whoever sends it. */
export const requestTexts: ReasonTexts<RequestReason> = {
  noPermissionOrDeleted: () => ({
    message: l10n.t('You have no access to this, or it has been deleted. Refresh to see what is still there.'),
    remedy: refresh(),
  }),
  repositoryNotFound: () => ({
    message: l10n.t('The repository was not found. It may have been deleted or moved.'),
    remedy: refresh(),
  }),
  notServedHere: () => ({
    message: l10n.t('The service does not answer at this address. The region or an endpoint setting may be wrong.'),
    remedy: endpointSettings(),
  }),
  serviceUnavailableInRegion: () => ({
    message: l10n.t('This service is not offered in the region that you are signed in to.'),
    remedy: signIn(),
  }),
  quota: () => ({ message: l10n.t('A quota of the account is used up.'), remedy: showLog() }),
  crossOriginRedirect: () => ({
    message: l10n.t(
      'The server tried to send the request to another host. It was not sent there. A proxy or login page may be in the way.',
    ),
    remedy: showLog(),
  }),
  proxyAuthentication: () => ({
    message: l10n.t(
      'The proxy asks for a user name and a password. They must be part of its address in the setting http.proxy: the editor does not use http.proxyAuthorization for extensions.',
    ),
    remedy: proxySettings(),
  }),
  proxySchemeUnsupported: () => ({
    message: l10n.t(
      'The proxy only accepts a sign-in method that VS Code does not support, such as NTLM. Ask your network administrator for a proxy that accepts Basic or Kerberos, or run a local proxy that signs in for you.',
    ),
    remedy: proxySettings(),
  }),
  badGateway: () => ({
    message: l10n.t(
      'A proxy or a gateway on the way answered in the place of Huawei Cloud. Try again in a few minutes. If it goes on, check the proxy settings of the editor.',
    ),
    remedy: refresh(),
  }),
  headersTooLarge,
  badInput,
};

/** The token of a user with very many permissions is longer than a header may be. A signed request needs none. */
function headersTooLarge({ operation, status }: CloudError): ErrorText {
  const isToken = operation === 'createToken' || operation === 'validateToken' || status === 431;
  return isToken
    ? {
        message: l10n.t(
          'The token of this user is too long to be sent or received in a header, probably because of many permissions. Sign in with an access key (AK/SK) instead: it needs no token.',
        ),
        remedy: signIn(),
      }
    : {
        message: l10n.t(
          'The headers of the answer are larger than the editor can read (usually 16 KB). A proxy may have added to them.',
        ),
        remedy: showLog(),
      };
}

function badInput(error: CloudError): ErrorText {
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
    message: l10n.t('The request was not sent, because a value is not allowed: {0}.', error.parameter ?? error.message),
  };
}
