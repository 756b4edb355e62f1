import type * as vscode from 'vscode';
import { l10n } from 'vscode';
import { endpointsOf, REGIONS } from '../../api/index';
import { NAMED_REGIONS, regionName } from '../regionNames';
import type { SignInParts, SignInStep } from './parts';
import { askPick } from './prompts';

interface RegionItem extends vscode.QuickPickItem {
  readonly region: string;
}

/** Asks for the region, and says of each what it does not offer. */
export function regionStep({ preferredRegion }: SignInParts): SignInStep {
  return {
    applies: () => true,
    answered: ({ region }) => region !== undefined,
    forget: ({ method, found, again }) => ({ method, found, again }),
    ask: async (draft, place) => {
      const answer = await askPick<RegionItem>({
        ...place,
        title: l10n.t('Sign In to Huawei Cloud: Region'),
        placeholder: l10n.t('The region where your repositories are'),
        items: regionItems(preferredRegion),
      });
      return answer.kind === 'done' ? { kind: 'done', value: { ...draft, region: answer.value.region } } : answer;
    },
  };
}

function regionItems(preferred: string | undefined): readonly RegionItem[] {
  return [...REGIONS]
    .sort((a, b) => rank(a, preferred) - rank(b, preferred))
    .map((region) => {
      const name = regionName(region);
      return {
        label: name ?? region,
        description: name === undefined ? undefined : region,
        detail: missingServices(region),
        region,
      };
    });
}

/** The region of last time first, then those that offer everything, in the order of the console. */
function rank(region: string, preferred: string | undefined): number {
  const place = NAMED_REGIONS.indexOf(region);
  const incomplete = missingServices(region) === undefined ? 0 : 1;
  const unnamed = place < 0 ? 1 : 0;
  return region === preferred ? -1 : (2 * incomplete + unnamed) * NAMED_REGIONS.length + Math.max(place, 0);
}

function missingServices(region: string): string | undefined {
  const { repo, hss } = endpointsOf(region);
  if (repo === undefined) {
    return l10n.t('without CodeArts Repo');
  }
  return hss === undefined ? l10n.t('without HSS') : undefined;
}
