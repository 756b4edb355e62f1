import type { Clock } from '../../ui/session';
import type { Formats } from '../../ui/time';
import type { ClientFactory } from '../clientFactory';
import type { FoundKey } from '../sdkCredentials';
import type { Step } from './wizard';
import type { Draft } from './draft';

/** What the steps work with. */
export interface SignInParts {
  readonly clients: ClientFactory;
  readonly clock: Clock;
  readonly formats: Formats;
  /** Keys that were found where the vendor's tools read them. */
  readonly found: { readonly environment?: FoundKey; readonly file?: FoundKey };
  /** Region of the profile in use, which is offered first. */
  readonly preferredRegion?: string;
}

export type SignInStep = Step<Draft>;
