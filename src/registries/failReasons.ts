import { l10n } from 'vscode';
import { displayText } from '../ui/displayText';

/**
 * What a fail reason means and what to do about it. Three are documented (NOTES.md section 7); of the others the words
 * that they are made of tell the likely cause, and the reason itself is always shown.
 */
export function failReasonText(reason: string | undefined): string {
  switch (reason) {
    case 'CREATE_JOB_FAILED':
      return l10n.t(
        'The cluster that carries the jobs is not connected properly. Check in HSS that the cluster is online and its agent is running.',
      );
    case 'REQUEST_API_ERROR':
      return l10n.t(
        'The registry cannot be reached from the carrier cluster. Check network, address and credentials, or connect the registry again.',
      );
    case 'SERVER_ERROR':
      return l10n.t('HSS had an internal error. Try again later.');
    case undefined:
      return l10n.t('HSS gave no reason. Check the address, the credentials and the carrier cluster.');
    default:
      return l10n.t(
        'HSS gave a reason that is not documented: {0}. {1}',
        displayText(reason, 80),
        likelyCause(new Set(reason.toUpperCase().split(/[^A-Z0-9]+/u))),
      );
  }
}

function likelyCause(words: ReadonlySet<string>): string {
  const speaksOf = (...some: readonly string[]): boolean => some.some((word) => words.has(word));
  if (speaksOf('FROZEN', 'FREEZE', 'ARREARS', 'EXPIRED', 'QUOTA') && !speaksOf('CERT', 'CERTIFICATE', 'TOKEN')) {
    return l10n.t(
      'A quota or resource of the account is probably used up or frozen, for example after an overdue payment. Check the HSS quotas and the billing of the account in the console.',
    );
  }
  if (speaksOf('AUTH', 'UNAUTHORIZED', 'FORBIDDEN', 'PASSWORD', 'CREDENTIAL', 'LOGIN', 'TOKEN', '401', '403')) {
    return l10n.t('The registry probably refused the user name or password. Check them in HSS.');
  }
  if (speaksOf('CERT', 'CERTIFICATE', 'TLS', 'SSL', 'X509')) {
    return l10n.t(
      'The registry’s certificate is probably not trusted or has expired. Check it, and the protocol in HSS.',
    );
  }
  if (speaksOf('CLUSTER', 'AGENT', 'JOB', 'POD')) {
    return l10n.t(
      'The carrier cluster probably has a problem. Check in HSS that it is online and its agent is running.',
    );
  }
  if (speaksOf('TIMEOUT', 'NETWORK', 'CONNECT', 'CONNECTION', 'UNREACHABLE', 'DNS', 'HOST')) {
    return l10n.t(
      'The carrier cluster probably can’t reach the registry. Check the address, the network and its firewalls.',
    );
  }
  return l10n.t('Check the address, the credentials and the carrier cluster; if they are right, contact HSS support.');
}
