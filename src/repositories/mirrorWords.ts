import { l10n } from 'vscode';
import type { RemoteMirror } from '../api/index';
import { displayText } from '../ui/displayText';
import type { Formats } from '../ui/time';
import type { MirrorHealth } from './mirrorHealth';

/** State and age of a mirror in a few words, for a row: "failed 4 times · last success 3 days ago". */
export function mirrorWords(
  mirror: RemoteMirror | undefined,
  health: MirrorHealth,
  now: Date,
  formats: Formats,
): string {
  const success = mirror?.lastSuccessfulUpdateAt;
  const age = success ? formats.relative(success, now) : undefined;
  switch (health) {
    case 'none':
      return l10n.t('no mirror');
    case 'syncing':
      return join(l10n.t('syncing'), lastSuccess(age));
    case 'healthy':
      return age === undefined ? l10n.t('up to date') : l10n.t('synced {0}', age);
    case 'stale':
      return age === undefined ? l10n.t('never synced') : join(l10n.t('out of date'), lastSuccess(age));
    case 'failing':
      return join(failures(mirror?.failures, formats), lastSuccess(age) ?? l10n.t('never succeeded'));
    case 'paused':
      return join(mirror?.status === 'canceled' ? l10n.t('canceled') : l10n.t('not scheduled'), lastSuccess(age));
    case 'unknown':
      return join(l10n.t('status “{0}”', displayText(mirror?.status ?? '', 40)), lastSuccess(age));
  }
}

function lastSuccess(age: string | undefined): string | undefined {
  return age === undefined ? undefined : l10n.t('last success {0}', age);
}

function failures(count: number | undefined, formats: Formats): string {
  if (count === undefined || count < 1) {
    return l10n.t('failed');
  }
  return count === 1 ? l10n.t('failed once') : l10n.t('failed {0} times', formats.count(count));
}

function join(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** One word for the health, for labels that stand alone. */
export function healthName(health: MirrorHealth): string {
  switch (health) {
    case 'none':
      return l10n.t('No mirror');
    case 'syncing':
      return l10n.t('Syncing');
    case 'healthy':
      return l10n.t('Up to date');
    case 'stale':
      return l10n.t('Out of date');
    case 'failing':
      return l10n.t('Failing');
    case 'paused':
      return l10n.t('Paused');
    case 'unknown':
      return l10n.t('Unknown state');
  }
}

/** What the vendor's status means, with the vendor's own word beside it. */
export function statusWords(status: string | undefined): string {
  switch (status) {
    case undefined:
      return l10n.t('not reported');
    case 'none':
      return l10n.t('never run (none)');
    case 'scheduled':
      return l10n.t('waiting to run (scheduled)');
    case 'started':
      return l10n.t('running (started)');
    case 'finished':
      return l10n.t('finished');
    case 'failed':
      return l10n.t('failed');
    case 'canceled':
      return l10n.t('canceled');
    default:
      return displayText(status);
  }
}

/** Likely cause and remedy for the error of a failed synchronisation; the vendor's own text stands beside it. */
export function explainMirrorError(message: string): string {
  const text = message.toLowerCase();
  if (/authenticat|403|401|could not read username|access denied|permission/u.test(text)) {
    return l10n.t(
      'The source refused access. Check whether it is private, and whether the credentials of its service endpoint still work.',
    );
  }
  if (/not found|404|does not exist/u.test(text)) {
    return l10n.t('The source was not found. It may have been deleted, renamed or made private.');
  }
  if (/resolve host|timed out|timeout|connection|unreachable|ssl|certificate/u.test(text)) {
    return l10n.t(
      'The source could not be reached from Huawei Cloud. Check the address, and whether it can be reached from the internet.',
    );
  }
  if (/non-fast-forward|rejected|diverged/u.test(text)) {
    return l10n.t(
      'Branches of the repository have diverged from the source. A forced synchronisation would overwrite them.',
    );
  }
  if (text.includes('exit status 128')) {
    return l10n.t(
      'Git gave up (exit status 128). Most often the address is wrong, the source cannot be reached, or its credentials are no longer valid.',
    );
  }
  return l10n.t(
    'The service gave no reason that is known. Synchronise again; if it keeps failing, check address and credentials of the source.',
  );
}
