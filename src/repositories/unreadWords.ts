import { l10n } from 'vscode';
import { type CloudError, isCloudError } from '../api/index';

/** Why a mirror could not be read, in a word or two for its row. */
export function unreadWords(error: unknown): string {
  return isCloudError(error) ? (byReason(error) ?? byKind(error)) : l10n.t('unexpected error');
}

function byReason({ reason }: CloudError): string | undefined {
  switch (reason) {
    case 'noPermissionOrDeleted':
      return l10n.t('deleted or no access');
    case 'deniedByPolicy':
      return l10n.t('denied by a policy');
    case 'quota':
      return l10n.t('quota used up');
    case 'serviceUnavailableInRegion':
      return l10n.t('not offered in this region');
    case 'repositoryNotFound':
      return l10n.t('repository not found');
    case 'notServedHere':
      return l10n.t('service not found');
    case 'proxyAuthentication':
      return l10n.t('the proxy wants a password');
    case 'proxySchemeUnsupported':
      return l10n.t('proxy sign-in not supported');
    case 'badGateway':
      return l10n.t('gateway error');
    default:
      return undefined;
  }
}

function byKind({ kind }: CloudError): string {
  switch (kind) {
    case 'offline':
      return l10n.t('offline');
    case 'timeout':
      return l10n.t('timed out');
    case 'tls':
      return l10n.t('certificate not trusted');
    case 'proxy':
      return l10n.t('proxy refused');
    case 'unauthorized':
      return l10n.t('sign in again');
    case 'forbidden':
      return l10n.t('no permission');
    case 'notFound':
      return l10n.t('not found');
    case 'rateLimited':
      return l10n.t('throttled');
    case 'invalid':
      return l10n.t('request refused');
    case 'server':
      return l10n.t('server error');
    case 'malformed':
      return l10n.t('unreadable answer');
    case 'cancelled':
      return l10n.t('stopped');
  }
}
