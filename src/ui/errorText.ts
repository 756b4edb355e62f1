import { l10n } from 'vscode';
import { type CloudError, type CloudErrorReason, isCloudError, redact } from '../api/index';
import { credentialTexts } from './credentialTexts';
import { displayText } from './displayText';
import { pausedUntilWords } from './pauseWords';
import { permissionTexts } from './permissionTexts';
import { type ErrorText, proxySettings, type ReasonTexts, refresh, showLog, signIn } from './remedies';
import { requestTexts } from './requestTexts';

export type { ErrorText, Remedy } from './remedies';

const REASONS: ReasonTexts<CloudErrorReason> = { ...credentialTexts, ...permissionTexts, ...requestTexts };

/** What failed, why, and what helps, in the person's language. The vendor's own words are in `vendorDetails`. */
export function errorText(error: unknown): ErrorText {
  if (!isCloudError(error)) {
    return { message: l10n.t('Something unexpected went wrong. The log has the details.'), remedy: showLog() };
  }
  return error.reason === undefined ? byKind(error) : REASONS[error.reason](error);
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
