import { l10n } from 'vscode';
import { attentionWords } from '../ui/attentionWords';
import { messageText } from '../ui/displayText';
import { listOf, sentences } from '../ui/punctuation';
import type { Formats } from '../ui/time';
import type { Named, Notice, Survey, Troubled } from './tell';

/** So many are named; of more, the number is said. */
const NAMED = 3;
/** Three names fit into a notification. */
const LONGEST_NAME = 60;

/** A notice in words. Names and states are text of the server. */
export function noticeWords({ surveys, troubled, recovered, unstable }: Notice, formats: Formats): string {
  const mirrors = <T extends Named>(things: readonly T[]): readonly T[] =>
    things.filter(({ key }) => key.startsWith('mirror '));
  const registries = <T extends Named>(things: readonly T[]): readonly T[] =>
    things.filter(({ key }) => key.startsWith('registry '));
  return sentences(
    ...surveys.map((survey) => surveyWords(survey, formats)),
    troubledMirrors(mirrors(troubled), formats),
    troubledRegistries(registries(troubled), formats),
    unstableWords(unstable, formats),
    recoveredMirrors(mirrors(recovered), formats),
    recoveredRegistries(registries(recovered), formats),
  );
}

function surveyWords({ kind, troubled, of }: Survey, formats: Formats): string {
  const count = formats.count(troubled.length);
  if (kind === 'mirror') {
    return l10n.t('{0}.', attentionWords(troubled.length, formats, of));
  }
  return troubled.length === 1
    ? l10n.t('1 image registry is not connected.')
    : l10n.t('{0} image registries are not connected.', count);
}

function troubledMirrors(things: readonly Troubled[], formats: Formats): string {
  const [first, second] = things;
  if (!first) {
    return '';
  }
  return second
    ? l10n.t('{0} mirrors stopped syncing: {1}.', formats.count(things.length), names(things, formats))
    : l10n.t('{0} stopped syncing: {1}.', nameOf(first), messageText(first.words));
}

function troubledRegistries(things: readonly Troubled[], formats: Formats): string {
  const [first, second] = things;
  if (!first) {
    return '';
  }
  return second
    ? l10n.t('{0} image registries lost their connection: {1}.', formats.count(things.length), names(things, formats))
    : l10n.t('Image registry {0} lost its connection: {1}.', nameOf(first), messageText(first.words));
}

function unstableWords(things: readonly Named[], formats: Formats): string {
  const [first, second] = things;
  if (!first) {
    return '';
  }
  return second
    ? l10n.t(
        '{0} are unstable, they fail and recover again and again: {1}.',
        formats.count(things.length),
        names(things, formats),
      )
    : l10n.t('{0} is unstable: it fails and recovers again and again.', nameOf(first));
}

function recoveredMirrors(things: readonly Named[], formats: Formats): string {
  const [first, second] = things;
  if (!first) {
    return '';
  }
  return second
    ? l10n.t('{0} mirrors sync again: {1}.', formats.count(things.length), names(things, formats))
    : l10n.t('{0} syncs again.', nameOf(first));
}

function recoveredRegistries(things: readonly Named[], formats: Formats): string {
  const [first, second] = things;
  if (!first) {
    return '';
  }
  return second
    ? l10n.t('{0} image registries are connected again: {1}.', formats.count(things.length), names(things, formats))
    : l10n.t('Image registry {0} is connected again.', nameOf(first));
}

/** "a, b, c and 1 more". */
function names(things: readonly Named[], formats: Formats): string {
  const named = listOf(things.slice(0, NAMED).map(nameOf));
  const rest = things.length - NAMED;
  return rest <= 0 ? named : l10n.t('{0} and {1} more', named, formats.count(rest));
}

function nameOf({ name }: Named): string {
  return messageText(name, LONGEST_NAME);
}
