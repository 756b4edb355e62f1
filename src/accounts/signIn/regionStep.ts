import type * as vscode from 'vscode';
import { l10n } from 'vscode';
import { endpointsOf, REGIONS } from '../../api/index';
import { withoutIcons } from '../../ui/displayText';
import { NAMED_REGIONS, regionName } from '../regionNames';
import type { SignInParts, SignInStep } from './parts';
import { askCheckedPick } from './prompts';
import { refusalText, unknownRegionText } from './refusalText';
import { SignInRefused } from './signInRefused';

interface RegionItem extends vscode.QuickPickItem {
  readonly region: string;
  /** There are hosts for it. */
  readonly isUsable: boolean;
}

/** Asks for the region, and says of each what it does not offer. One that is in no list can be typed. */
export function regionStep({ clients, preferredRegion }: SignInParts): SignInStep {
  const typedItem = (text: string): RegionItem | undefined =>
    typedRegion(text, (region) => hasServices(clients, region));
  return {
    part: 2,
    applies: () => true,
    answered: ({ region }) => region !== undefined,
    forget: ({ method, found, again }) => ({ method, found, again }),
    ask: (draft, place) =>
      askCheckedPick<RegionItem, typeof draft>({
        ...place,
        title: l10n.t('Sign In to Huawei Cloud: Region'),
        placeholder: l10n.t('The region where your repositories are'),
        items: regionItems(preferredRegion, typedItem),
        active: ({ region }) => region === draft.again?.region,
        typed: typedItem,
        refusal: refusalText,
        check: ({ region, isUsable }) =>
          isUsable
            ? Promise.resolve({ ...draft, region })
            : Promise.reject(new SignInRefused({ kind: 'unknownRegion', region })),
      }),
  };
}

function regionItems(
  preferred: string | undefined,
  typedItem: (text: string) => RegionItem | undefined,
): readonly RegionItem[] {
  const known = [...REGIONS]
    .sort((a, b) => rank(a, preferred) - rank(b, preferred))
    .map((region) => {
      const name = regionName(region);
      return {
        label: name ?? region,
        description: name === undefined ? undefined : region,
        detail: missingServices(region),
        region,
        isUsable: true,
      };
    });
  // That of the profile in use may be one that was typed.
  const other = preferred === undefined ? undefined : typedItem(preferred);
  return other?.isUsable === true ? [other, ...known] : known;
}

/** The row for a text that no region of the list matches. */
function typedRegion(text: string, isUsable: (region: string) => boolean): RegionItem | undefined {
  const region = text.trim().toLowerCase();
  if (region === '' || REGIONS.some((one) => matches(one, region))) {
    return undefined;
  }
  const shown = withoutIcons(region, 40);
  return isUsable(region)
    ? {
        label: l10n.t('$(globe) Use the region “{0}”', shown),
        detail: l10n.t('It is in no list. Requests go to the addresses in codeartsMirrors.endpoints.'),
        region,
        isUsable: true,
      }
    : {
        label: l10n.t('$(warning) Unknown region: {0}', shown),
        detail: unknownRegionText(region),
        region,
        isUsable: false,
      };
}

function matches(region: string, text: string): boolean {
  const words = [region, regionName(region) ?? '', missingServices(region) ?? ''];
  return words.some((word) => word.toLowerCase().includes(text));
}

/** The form of the vendor's identifiers, and addresses from the settings. */
function hasServices(clients: SignInParts['clients'], region: string): boolean {
  if (!/^[a-z]{2}-[a-z0-9]+(?:-[a-z0-9]+)+$/u.test(region) || region.length > 40) {
    return false;
  }
  try {
    const { repo, hss } = clients.endpointsFor({ region });
    return (repo ?? hss) !== undefined;
  } catch {
    // An address that cannot be used is none; whoever sends a request says what is wrong with it.
    return false;
  }
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
