import { l10n } from 'vscode';
import { displayText } from '../ui/displayText';
import { markdownTable } from '../ui/factTable';
import { escapeMarkdown } from '../ui/markdown';
import type { RegistryHealth, RegistryState } from '../ui/registryHealth';
import type { Formats } from '../ui/time';
import { bar, type BarColor } from './bars';

const LISTED = 50;
const WIDTH = 240;

/** In the order in which a person should look at them. */
const STATES: readonly (readonly [RegistryState['state'], BarColor])[] = [
  ['disconnected', 'red'],
  ['unknown', 'purple'],
  ['connecting', 'blue'],
  ['connected', 'green'],
];

/** How the image registries are doing: how many are in which state, and which are not connected. */
export function registriesPart({ asOf, registries }: RegistryHealth, now: Date, formats: Formats): readonly string[] {
  const heading = `## ${escapeMarkdown(l10n.t('Image registries'))}`;
  if (!asOf) {
    return [heading, escapeMarkdown(l10n.t('The list of registries has not been read yet.'))];
  }
  if (registries.length === 0) {
    return [heading, escapeMarkdown(l10n.t('There are no image registries.'))];
  }
  const groups = STATES.map(([state, color]) => ({
    state,
    color,
    members: registries.filter((registry) => registry.state === state),
  })).filter(({ members }) => members.length > 0);
  const most = Math.max(...groups.map(({ members }) => members.length));
  const troubled = groups.filter(({ state }) => state !== 'connected').flatMap(({ members }) => members);
  const listed = troubled.slice(0, LISTED);
  return [
    heading,
    markdownTable(
      [l10n.t('State'), l10n.t('Registries'), ''],
      groups.map(({ state, color, members: { length: count } }) => [
        stateName(state),
        formats.count(count),
        bar([{ count, color }], most, WIDTH),
      ]),
    ),
    ...(listed.length === 0
      ? []
      : [
          markdownTable(
            [l10n.t('Registry'), l10n.t('State')],
            listed.map(({ name, words }) => [`**${escapeMarkdown(displayText(name, 80))}**`, escapeMarkdown(words)]),
          ),
        ]),
    troubled.length > listed.length
      ? escapeMarkdown(l10n.t('and {0} more', formats.count(troubled.length - listed.length)))
      : '',
    escapeMarkdown(l10n.t('Registries read {0}.', formats.moment(asOf, now))),
  ];
}

function stateName(state: RegistryState['state']): string {
  switch (state) {
    case 'disconnected':
      return l10n.t('Not connected');
    case 'unknown':
      return l10n.t('Unknown status');
    case 'connecting':
      return l10n.t('Connecting');
    case 'connected':
      return l10n.t('Connected');
  }
}
