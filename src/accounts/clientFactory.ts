import {
  checkEndpoint,
  type CloudClient,
  createCloudClient,
  type CloudError,
  type Credential,
  endpointsOf,
  type Endpoints,
  type IamProjectId,
  type KeyGate,
} from '../api/index';
import type { Log } from '../ui/log';
import type { Clock, Profile } from '../ui/session';

/** Addresses that the person has set in `codeartsMirrors.endpoints`, unchecked. */
export type EndpointOverrides = Readonly<Record<string, unknown>>;

export interface ClientSettings {
  endpointOverrides(): EndpointOverrides;
  requestsPerMinute(): number;
}

export interface ClientFor {
  readonly region: string;
  readonly credential: Credential;
  readonly keyGate?: KeyGate;
  readonly iamProjectId?: IamProjectId;
  readonly enterpriseProjectId?: string;
  /** Serves every service, in place of the hosts of the region. */
  readonly sandboxUrl?: string;
  onUnauthorized?(client: CloudClient, error: CloudError): void;
}

const SERVICES = ['iam', 'repo', 'hss', 'projectman', 'pipeline'] as const;

/** Makes clients from the region's hosts, the overrides and what proves who somebody is. */
export class ClientFactory {
  constructor(
    private readonly settings: ClientSettings,
    readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws CloudError (`invalid`) when an override is not an address that a secret may be sent to */
  create(wanted: ClientFor): CloudClient {
    const client: CloudClient = createCloudClient({
      endpoints: this.endpointsFor(wanted),
      credential: wanted.credential,
      keyGate: wanted.keyGate,
      iamProjectId: wanted.iamProjectId,
      enterpriseProjectId: wanted.enterpriseProjectId,
      // The limit spares Huawei Cloud. A sandbox is on this computer, and nobody else's.
      requestsPerMinute: () => (wanted.sandboxUrl === undefined ? this.settings.requestsPerMinute() : undefined),
      clock: this.clock,
      log: (entry) => {
        void import('./requestLine')
          .then(({ requestLine }) => {
            this.log.info(requestLine(entry));
          })
          // The log is closed, together with the window: nobody is left to tell.
          .catch(() => undefined);
      },
      onUnauthorized: (error) => wanted.onUnauthorized?.(client, error),
    });
    return client;
  }

  /**
   * Where the requests of a region, or of the sandbox, go.
   *
   * @throws CloudError (`invalid`) when an override is not an address that a secret may be sent to
   */
  endpointsFor({ region, sandboxUrl }: Pick<Profile, 'region' | 'sandboxUrl'>): Endpoints {
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
