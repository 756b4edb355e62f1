import { l10n } from 'vscode';
import { messageText } from '../../ui/displayText';
import type { Computer } from '../computer';
import type { KeyFault } from '../sdkCredentials';

/** Where the environment and the files are that were read: the folder that is open may be on another computer. */
export function readOn({ remote, isServer }: Computer): string {
  if (remote === undefined) {
    return l10n.t('Read on this computer.');
  }
  const name = messageText(remote, 80);
  return isServer
    ? l10n.t('Read on the server of this page ({0}), not on your computer.', name)
    : l10n.t('Read on the remote computer ({0}), where the extension runs.', name);
}

/** Why what is there is not offered as a key, and what would help. */
export function faultText(fault: KeyFault): string {
  switch (fault) {
    case 'halfMissing':
      return l10n.t('The AK or the SK is missing.');
    case 'notSendable':
      return l10n.t('The AK, SK or security token contains spaces or unsupported characters.');
    case 'noSection':
      return l10n.t('The section [basic] is missing.');
    case 'encoding':
      return l10n.t('Not a text file in UTF-8 or UTF-16. Save it as UTF-8.');
    case 'tooLarge':
      return l10n.t('Too large for a credentials file: more than 64 KB.');
    case 'notAFile':
      return l10n.t('Not a file. Check HUAWEICLOUD_SDK_CREDENTIALS_FILE.');
    case 'unreadable':
      return l10n.t('The file can’t be read. Check its permissions.');
    case 'absent':
      return l10n.t('There is no such file. Check HUAWEICLOUD_SDK_CREDENTIALS_FILE.');
  }
}
