import { l10n } from 'vscode';
import { checkMirrorUrl, isCloudError } from '../api/index';

/** What is wrong with a source address, in words; undefined when it may be sent. */
export function addressProblem(value: string): string | undefined {
  try {
    checkMirrorUrl(value.trim());
    return undefined;
  } catch (error) {
    return isCloudError(error) ? words(error.problem) : String(error);
  }
}

/** What is allowed but probably not meant. */
export function addressWarning(value: string): string | undefined {
  const { warnings } = checkMirrorUrl(value.trim());
  if (warnings.includes('noGitSuffix')) {
    return l10n.t(
      'The address does not end with “.git”. The console of Huawei Cloud insists on it; press Enter if it is right all the same.',
    );
  }
  if (warnings.includes('insecureHttp')) {
    return l10n.t(
      'With http:// anyone on the way can read and change what is pulled. Use https:// if the source offers it.',
    );
  }
  return warnings.includes('unusualPort')
    ? l10n.t('Huawei Cloud accepts port 80, 443, and those above 1024.')
    : undefined;
}

function words(problem: string | undefined): string {
  switch (problem) {
    case 'empty':
      return l10n.t('Enter an address that starts with https:// or http://.');
    case 'scheme':
      return l10n.t('Only http:// and https:// addresses can be mirrored; SSH and file addresses cannot.');
    case 'credentials':
      return l10n.t(
        'Take user name, password and token out of the address: it is stored and shown in plain text. Private sources use a service endpoint of CodeArts.',
      );
    case 'controlCharacters':
      return l10n.t('The address contains a space, line break or invisible character.');
    case 'tooLong':
      return l10n.t('The address is too long: more than 2,048 characters.');
    default:
      return l10n.t('This is not an address that can be reached. Example: https://github.com/owner/repository.git');
  }
}
