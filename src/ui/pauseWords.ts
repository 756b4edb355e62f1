import { env, l10n } from 'vscode';
import type { CloudErrorKind } from '../api/index';
import { createFormats } from './time';

const MINUTE_MS = 60_000;

/** Until when nothing is read, and why. */
export function pausedUntilWords(until: Date, kind: CloudErrorKind | undefined): string {
  const time = minuteOf(until);
  switch (kind) {
    case 'rateLimited':
      return l10n.t('Paused until {0}: Huawei Cloud asks to slow down.', time);
    case 'tls':
      return l10n.t('Paused until {0}: the certificate of the server is not trusted here. Refresh to try now.', time);
    case 'proxy':
      return l10n.t('Paused until {0}: the proxy refused the connection. Refresh to try now.', time);
    case 'timeout':
      return l10n.t('Paused until {0}: Huawei Cloud does not answer. Refresh to try now.', time);
    default:
      return l10n.t('Paused until {0}: Huawei Cloud could not be reached. Refresh to try now.', time);
  }
}

/** Until when nothing is read, where there is no room for more. */
export function pausedUntil(until: Date): string {
  return l10n.t('Paused until {0}', minuteOf(until));
}

/** A time of day has no seconds: the minute that is named is one at which reading does go on. */
function minuteOf(until: Date): string {
  const minute = new Date(Math.ceil(until.getTime() / MINUTE_MS) * MINUTE_MS);
  return createFormats(env.language).moment(minute, new Date());
}
