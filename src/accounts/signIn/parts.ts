import type { Clock } from '../../ui/session';
import type { Formats } from '../../ui/time';
import type { BrowserSecrets } from '../browserSecrets';
import type { ClientFactory } from '../clientFactory';
import type { Computer } from '../computer';
import type { FoundKey, UnusableKey } from '../sdkCredentials';
import type { Step } from './wizard';
import type { Draft } from './draft';

/** What the steps work with. */
export interface SignInParts {
  readonly clients: ClientFactory;
  readonly clock: Clock;
  readonly formats: Formats;
  /** What is where the vendor's tools read keys. */
  readonly found: { readonly environment?: FoundKey | UnusableKey; readonly file?: FoundKey | UnusableKey };
  /** Where that was looked for. */
  readonly computer: Computer;
  /** What becomes of a secret that is stored, when the page is reloaded. */
  readonly outlook: BrowserSecrets['outlook'];
  /** Region of the profile in use, which is offered first. */
  readonly preferredRegion?: string;
}

export type SignInStep = Step<Draft>;
