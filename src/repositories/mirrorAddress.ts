import { l10n } from 'vscode';
import { type CloudError, checkMirrorUrl, isCloudError, type MirrorUrlWarning, type Repository } from '../api/index';
import { displayText, messageText } from '../ui/displayText';
import { isSameRepository, withCloneUrl } from './cloneAddress';
import { addressTarget, tidyAddress } from './pageAddress';

/** What an address is judged by, besides itself. */
export interface AddressSurroundings {
  /** Repositories of this account that are known. */
  readonly own: readonly Repository[];
  /** The sandbox mirrors from this computer. */
  readonly sandbox: boolean;
}

/** What is wrong with a source address, in words; undefined when it may be sent. */
export function addressProblem(value: string, { own }: AddressSurroundings): string | undefined {
  const address = value.trim();
  try {
    checkMirrorUrl(address);
  } catch (error) {
    return isCloudError(error) ? refusal(error) : String(error);
  }
  const repository =
    withCloneUrl(own, address)[0] ??
    own.find(({ webUrl }) => webUrl !== undefined && isSameRepository(webUrl, address));
  if (repository) {
    return l10n.t(
      '{0} is a repository of this account. Enter the address of a repository elsewhere.',
      messageText(repository.name),
    );
  }
  const target = addressTarget(address);
  if (target.kind === 'repository') {
    return undefined;
  }
  return target.repository === undefined
    ? l10n.t('This is a page, not a repository. Example: {0}', 'https://github.com/owner/repository.git')
    : l10n.t('This is a page, not a repository. Use {0}', messageText(target.repository, 2_048));
}

/** What is allowed but probably not meant. */
export function addressWarning(value: string, { sandbox }: AddressSurroundings): string | undefined {
  const address = value.trim();
  const warning = checkMirrorUrl(address).warnings.find((each) => !(sandbox && each === 'privateHost'));
  return warning && doubt(warning, address);
}

function doubt(warning: MirrorUrlWarning, address: string): string {
  switch (warning) {
    case 'mixedScripts':
      return l10n.t(
        'The host has letters that look like others. It is {0}. Check that this is the host you mean.',
        displayText(new URL(address).hostname),
      );
    case 'privateHost':
      return l10n.t('Huawei Cloud cannot reach a host in a private network. Use an address on the internet.');
    case 'query':
      return l10n.t('Remove the part after “?”: it does not select a branch. {0}', better(address));
    case 'fragment':
      return l10n.t('Remove the part after “#”: Git does not use it. {0}', better(address));
    case 'noGitSuffix':
      return l10n.t(
        'The address does not end with “.git”. The console requires it. Press Enter to use the address anyway.',
      );
    case 'insecureHttp':
      return l10n.t(
        'http:// is unencrypted: others can read or change the code. Use https:// if the source offers it.',
      );
    case 'unusualPort':
      return l10n.t('Huawei Cloud accepts port 80, 443, and those above 1024.');
  }
}

function better(address: string): string {
  const tidy = tidyAddress(address);
  return tidy === undefined ? '' : l10n.t('Use {0}', messageText(tidy, 2_048));
}

function refusal({ problem, character = '' }: CloudError): string {
  switch (problem) {
    case 'empty':
      return l10n.t('Enter an address that starts with https:// or http://.');
    case 'secondScheme':
      return l10n.t('The address starts with two schemes, such as http://https://. Keep the second one.');
    case 'scheme':
      return l10n.t('Only http:// and https:// addresses can be mirrored; SSH and file addresses cannot.');
    case 'credentials':
      return l10n.t(
        'Remove the credentials: the address is stored in plain text. For a private source, use a CodeArts service endpoint.',
      );
    case 'controlCharacters':
      return l10n.t(
        'The address contains a space, line break or invisible character ({0}). Remove it.',
        codeOf(character),
      );
    case 'unexpectedCharacters':
      return unexpected(character);
    case 'tooLong':
      return l10n.t('The address is too long: more than 2,048 characters.');
    default:
      return l10n.t('This is not an address that can be reached. Example: https://github.com/owner/repository.git');
  }
}

/** An input method writes `：` where `:` is meant; what has no such counterpart does not belong there. */
function unexpected(character: string): string {
  const meant = character.normalize('NFKC');
  return meant !== character && /^[\x21-\x7e]$/.test(meant)
    ? l10n.t('The address contains a full-width “{0}” ({1}). Type “{2}” instead.', character, codeOf(character), meant)
    : l10n.t('The address contains “{0}” ({1}). Remove or replace it.', character, codeOf(character));
}

/** `U+FF1A` */
function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
