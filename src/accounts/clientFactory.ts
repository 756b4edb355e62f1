import {
  CloudClient,
  type CloudError,
  endpointsOf,
  type Endpoints,
  checkEndpoint,
  type IamProjectId,
} from '../api/index';
import type { Clock } from '../ui/session';
import type { Log } from '../ui/log';

/** Addresses that the person has set in `codeartsMirrors.endpoints`, unchecked. */
export type EndpointOverrides = Readonly<Record<string, unknown>>;

export interface ClientSettings {
  endpointOverrides(): EndpointOverrides;
  requestsPerMinute(): number;
}

export interface ClientFor {
  readonly region: string;
  readonly token: string;
  readonly expiresAt?: Date;
  readonly iamProjectId?: IamProjectId;
  /** Serves every service, in place of the hosts of the region. */
  readonly sandboxUrl?: string;
  onUnauthorized?(client: CloudClient, error: CloudError): void;
}

const SERVICES = ['iam', 'repo', 'hss', 'projectman', 'pipeline'] as const;

/** Makes the client of a profile from the region's hosts, the overrides and the token. */
export class ClientFactory {
  constructor(
    private readonly settings: ClientSettings,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws CloudError (`invalid`) when an override is not an address that a token may be sent to */
  create(wanted: ClientFor): CloudClient {
    const client: CloudClient = new CloudClient({
      endpoints: this.#endpoints(wanted),
      credential: { kind: 'token', token: wanted.token, expiresAt: wanted.expiresAt },
      iamProjectId: wanted.iamProjectId,
      requestsPerMinute: () => this.settings.requestsPerMinute(),
      clock: this.clock,
      log: (entry) => {
        this.log.trace(JSON.stringify(entry));
      },
      onUnauthorized: (error) => wanted.onUnauthorized?.(client, error),
    });
    return client;
  }

  #endpoints({ region, sandboxUrl }: ClientFor): Endpoints {
    if (sandboxUrl !== undefined) {
      const url = checkEndpoint(sandboxUrl);
      return { iam: url, repo: url, hss: url, projectman: url, pipeline: url };
    }
    const overrides = this.settings.endpointOverrides();
    const checked = SERVICES.flatMap((service) => {
      const override = overrides[service];
      return typeof override === 'string' && override !== '' ? [[service, checkEndpoint(override)] as const] : [];
    });
    return { ...endpointsOf(region), ...Object.fromEntries(checked) };
  }
}
