import { type CloudError, type Endpoints, endpointsOf, type Service } from '../api/index';
import type { Clock, Profile } from '../ui/session';
import { type AccountCheck, type AccountFacts, checkAccount, type Subject } from './account';
import { inParallel } from './limits';
import { checkOrigin, isReachable, type OriginFacts } from './network';
import type { Probes } from './probes';
import { type Environment, type ProxyFacts, proxyFacts, proxyRoute, type ProxySettings } from './proxy';
import { originsOf, SERVICES } from './services';

/** All that was found out, in data; `report.ts` puts it into words. */
export interface Diagnosis {
  readonly profile: Profile;
  /** The addresses, or why there are none. */
  readonly endpoints: Endpoints | CloudError;
  /** Services whose address is not that of the region. */
  readonly overridden: readonly Service[];
  readonly proxies: ProxyFacts;
  readonly origins: readonly OriginFacts[];
  readonly account: AccountFacts;
  readonly at: Date;
  /** It was cancelled: what is missing was not checked. */
  readonly stopped: boolean;
}

export interface DiagnosisParts {
  readonly endpoints: Endpoints | CloudError;
  readonly probes: Probes;
  readonly proxySettings: ProxySettings;
  readonly environment: Environment;
  readonly clock: Clock;
  /** For one probe, milliseconds; 10,000 when left out. */
  readonly limitMs?: number;
  /** Told what is being checked now: addresses, or something of the account. */
  readonly onStart: (step: { readonly host: string } | { readonly check: AccountCheck }) => void;
}

const LIMIT_MS = 10_000;
const AT_ONCE = 4;

/** Checks everything there is to check, and rejects for nothing that it meets on the way. */
export async function diagnoseConnection(
  subject: Subject,
  parts: DiagnosisParts,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const { probes, proxySettings, environment, clock, limitMs = LIMIT_MS, onStart } = parts;
  const endpoints = 'kind' in parts.endpoints ? undefined : parts.endpoints;
  const routeOf = (url: string): OriginFacts['proxy'] => proxyRoute(url, proxySettings, environment);
  const origins = await inParallel(endpoints ? originsOf(endpoints) : [], AT_ONCE, (origin) => {
    onStart({ host: new URL(origin.url).host });
    return checkOrigin(origin, { probes, routeOf, clock, limitMs }, signal);
  });
  const account = await checkAccount(
    subject,
    {
      endpoints,
      isReachable: (service) => origins.some((facts) => facts.services.includes(service) && isReachable(facts)),
      limitMs,
      onStart: (check) => {
        onStart({ check });
      },
    },
    signal,
  );
  return {
    profile: subject.profile,
    endpoints: parts.endpoints,
    overridden: overridesOf(endpoints, subject.profile),
    proxies: proxyFacts(proxySettings, environment),
    origins,
    account,
    at: clock(),
    stopped: signal.aborted,
  };
}

function overridesOf(endpoints: Endpoints | undefined, { region }: Profile): readonly Service[] {
  const usual = endpointsOf(region);
  return endpoints ? SERVICES.filter((service) => endpoints[service] !== usual[service]) : [];
}
