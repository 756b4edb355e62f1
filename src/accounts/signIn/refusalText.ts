import { l10n } from 'vscode';
import { isCloudError } from '../../api/index';
import { messageText } from '../../ui/displayText';
import { errorText } from '../../ui/errorText';
import { faultText } from './foundKeyWords';
import { SignInRefused, type Unusable } from './signInRefused';

/** What a prompt says of an answer that was refused, with the vendor's code where there is one. */
export function refusalText(error: unknown): string {
  if (error instanceof SignInRefused) {
    return unusableText(error.problem);
  }
  const { message } = errorText(error);
  const code = isCloudError(error) ? error.code : undefined;
  return code === undefined ? message : l10n.t('{0} ({1})', message, messageText(code));
}

export function unknownRegionText(region: string): string {
  return l10n.t(
    'The region “{0}” is unknown. Check the spelling, choose a region from the list, or set its addresses in codeartsMirrors.endpoints first.',
    messageText(region, 40),
  );
}

function unusableText(problem: Unusable): string {
  switch (problem.kind) {
    case 'accountScope':
      return l10n.t(
        'This token is scoped to the account. CodeArts Repo and HSS need one scoped to the project of a region.',
      );
    case 'otherRegion':
      return l10n.t('This token is for the region {0}. Go back and choose that region.', messageText(problem.region));
    case 'unknownRegion':
      return unknownRegionText(problem.region);
    case 'unusableKey':
      return faultText(problem.fault);
    case 'noProject':
      return l10n.t(
        'This account has no project in the region {0}. Go back and choose another region.',
        messageText(problem.region),
      );
  }
}
