import type { Clock } from '../ui/session';
import type { Formats } from '../ui/time';
import type { AccountsMenu } from './accountsMenu';
import type { BrowserSecrets } from './browserSecrets';
import type { ClientFactory } from './clientFactory';
import type { Profiles } from './profiles';
import type { Computer } from './computer';
import type { Surroundings } from './sdkCredentials';
import type { SessionStore } from './sessionStore';
import type { WindowSession } from './windowSession';

/** What the commands of this room work with. */
export interface AccountParts {
  readonly accountsMenu: Pick<AccountsMenu, 'offer'>;
  readonly sessions: SessionStore;
  readonly profiles: Profiles;
  readonly window: WindowSession;
  readonly clients: ClientFactory;
  readonly clock: Clock;
  readonly formats: Formats;
  readonly surroundings: () => Surroundings;
  readonly computer: () => Computer;
  readonly browser: Pick<BrowserSecrets, 'outlook'>;
}
