import { l10n } from 'vscode';
import type { RemoteMirror } from '../api/index';
import { displayText } from '../ui/displayText';
import type { Formats } from '../ui/time';
import type { MirrorHealth } from './mirrorHealth';
import { mirrorStatus } from './mirrorStatus';
import type { MirrorReading } from './mirrorState';

/** State and age of a mirror in a few words, for a row: "failed 4 times · last success 3 days ago". */
export function mirrorWords(reading: MirrorReading, health: MirrorHealth, now: Date, formats: Formats): string {
  // A date that lies in the future would be said as if it were an age.
  const warning = reading.times?.clockIsWrong === true ? l10n.t('a clock is wrong') : undefined;
  return join(stateWords(reading, health, now, formats), warning);
}

function stateWords({ mirror, times }: MirrorReading, health: MirrorHealth, now: Date, formats: Formats): string {
  const success = times?.success;
  const age = success ? formats.relative(success, now) : undefined;
  switch (health) {
    case 'none':
      return l10n.t('no mirror');
    case 'syncing':
      return join(l10n.t('syncing'), lastSuccess(age));
    case 'stuck':
      return join(l10n.t('stuck'), lastSuccess(age));
    case 'healthy':
      return age === undefined ? l10n.t('up to date') : l10n.t('synced {0}', age);
    case 'stale':
      return age === undefined ? l10n.t('never synced') : join(l10n.t('out of date'), lastSuccess(age));
    case 'failing':
      return join(...failures(mirror, formats), lastSuccess(age) ?? l10n.t('never succeeded'));
    case 'canceled':
      return join(l10n.t('canceled'), lastSuccess(age));
    case 'paused':
      return join(l10n.t('not scheduled'), lastSuccess(age));
    case 'unknown':
      return join(unknownStatus(mirror?.status), lastSuccess(age));
  }
}

function unknownStatus(status: string | undefined): string | undefined {
  return status === undefined || mirrorStatus(status) !== undefined
    ? undefined
    : l10n.t('status “{0}”', displayText(status, 40));
}

function lastSuccess(age: string | undefined): string | undefined {
  return age === undefined ? undefined : l10n.t('last success {0}', age);
}

/** What is known of the failures. With a status of its own, an error without a count is only reported. */
function failures(mirror: RemoteMirror | undefined, formats: Formats): readonly (string | undefined)[] {
  const { failures: count = 0, status } = mirror ?? {};
  if (count < 1) {
    return mirrorStatus(status) === 'failed' ? [l10n.t('failed')] : [unknownStatus(status), l10n.t('reports an error')];
  }
  return [
    unknownStatus(status),
    count === 1 ? l10n.t('failed once') : l10n.t('failed {0} times', formats.count(count)),
  ];
}

function join(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** How the last run went, by the vendor's status of it. It is not the state of the mirror: an old success is one too. */
export function statusWords(status: string | undefined): string {
  switch (mirrorStatus(status)) {
    case 'none':
      return l10n.t('never run');
    case 'scheduled':
      return l10n.t('waiting to run');
    case 'started':
      return l10n.t('running');
    case 'finished':
      return l10n.t('finished');
    case 'failed':
      return l10n.t('failed');
    case 'canceled':
      return l10n.t('canceled');
    case undefined:
      return status === undefined ? l10n.t('not reported') : displayText(status);
  }
}
