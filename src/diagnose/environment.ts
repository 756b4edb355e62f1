import os from 'node:os';
import { l10n } from 'vscode';
import { labelled, listOf } from '../ui/punctuation';
import type { Formats } from '../ui/time';
import type { Diagnosis } from './diagnosis';
import type { Finding } from './findings';
import type { ProxyFacts, ProxyValue } from './proxy';
import { safe, safeCode } from './safeText';

export interface Editor {
  readonly name: string;
  readonly version: string;
  /** The kind of remote that the window is connected to, such as `ssh-remote`. */
  readonly remote?: string;
  /** Does the extension run there? A remote window may run it on the local side all the same. */
  readonly runsRemotely: boolean;
}

/** The program that the check was made with. */
export interface Surroundings {
  /** Of the extension. */
  readonly version: string;
  readonly editor: Editor;
}

/** What is wrong with the proxy settings, whichever service is asked. */
export function proxyFindings({ setting, environment }: ProxyFacts): readonly Finding[] {
  const unusable = (where: string): Finding => ({
    check: l10n.t('Proxy'),
    verdict: 'warning',
    brief: l10n.t('not usable'),
    text: l10n.t(
      'The address of the proxy in {0} cannot be used, and requests go without it. It must begin with http://, https:// or socks://.',
      where,
    ),
    services: [],
  });
  return [
    ...(setting === 'unusable' ? [unusable(l10n.t('the setting http.proxy'))] : []),
    ...(environment === 'unusable' ? [unusable(l10n.t('the environment (HTTPS_PROXY, HTTP_PROXY)'))] : []),
  ];
}

export function profileSection({ profile }: Diagnosis): string {
  const kind =
    profile.kind === 'sandbox' ? l10n.t('sandbox with sample data on this computer') : l10n.t('Huawei Cloud account');
  return section(l10n.t('Profile'), [
    [l10n.t('Kind'), kind],
    [l10n.t('Account'), profile.accountName],
    [l10n.t('IAM user'), profile.userName],
    [l10n.t('Region'), profile.region],
    [l10n.t('IAM project'), profile.iamProject.name],
    [l10n.t('IAM project ID'), profile.iamProject.id, 'code'],
    [l10n.t('Way to sign in'), 'method' in profile && typeof profile.method === 'string' ? profile.method : undefined],
  ]);
}

/** What is set. User names and passwords in the addresses have been left out where they were read. */
export function proxySection({ setting, environment, exceptions, support, strictSSL }: ProxyFacts): string {
  const words = (value: ProxyValue): string =>
    typeof value === 'object' ? value.address : value === 'notSet' ? l10n.t('not set') : l10n.t('set, but not usable');
  return section(l10n.t('Proxy settings'), [
    [l10n.t('Setting http.proxy'), words(setting)],
    [l10n.t('Setting http.proxySupport'), support],
    [
      l10n.t('Setting http.proxyStrictSSL'),
      strictSSL === undefined ? undefined : strictSSL ? l10n.t('on') : l10n.t('off'),
    ],
    [l10n.t('HTTPS_PROXY or HTTP_PROXY'), words(environment)],
    [l10n.t('Exceptions'), exceptions.length === 0 ? l10n.t('none') : listOf(exceptions)],
  ]);
}

export function environmentSection(at: Date, { version, editor }: Surroundings, formats: Formats): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return section(l10n.t('Environment'), [
    [l10n.t('Extension'), `CodeArts Mirrors ${version}`],
    [l10n.t('Editor'), `${editor.name} ${editor.version}`],
    [l10n.t('Where the extension runs'), whereItRuns(editor)],
    [l10n.t('Operating system'), `${os.platform()} ${os.release()} (${os.arch()})`],
    ['Node.js', process.versions.node],
    [l10n.t('Time'), l10n.t('{0}, time zone {1}', formats.absolute(at), zone)],
    [l10n.t('Time in UTC'), at.toISOString()],
  ]);
}

function whereItRuns({ remote = '', runsRemotely }: Editor): string {
  if (remote === '') {
    return l10n.t('on this computer');
  }
  return runsRemotely
    ? l10n.t('on a remote computer ({0}), whose network was checked', remote)
    : l10n.t('on this computer, whose network was checked; the window is connected to a remote one ({0})', remote);
}

type Line = readonly [name: string, value: string | undefined, style?: 'code'];

function section(title: string, lines: readonly Line[]): string {
  const shown = lines.flatMap(([name, value, style]) =>
    value === undefined || value === ''
      ? []
      : [`- ${labelled(`**${safe(name)}**`, style === 'code' ? safeCode(value) : safe(value))}`],
  );
  return [`## ${safe(title)}`, shown.join('\n')].join('\n\n');
}
