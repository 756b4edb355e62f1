import type { Endpoints, Service } from '../api/index';

/** In the order in which they are needed: without IAM nothing works. */
export const SERVICES = ['iam', 'repo', 'hss', 'projectman', 'pipeline'] as const satisfies readonly Service[];

/** The vendor's names, which are the same in every language. */
export const SERVICE_NAMES: Readonly<Record<Service, string>> = {
  iam: 'IAM',
  repo: 'CodeArts Repo',
  hss: 'HSS',
  projectman: 'ProjectMan',
  pipeline: 'CodeArts Pipeline',
};

/** An address and the services that are reached there. In the sandbox one address serves all. */
export interface Origin {
  readonly url: string;
  readonly services: readonly Service[];
}

/** Each address once, in the order of its first service. */
export function originsOf(endpoints: Endpoints): readonly Origin[] {
  const addresses = SERVICES.flatMap((service) => endpoints[service] ?? []);
  return [...new Set(addresses)].map((url) => ({
    url,
    services: SERVICES.filter((service) => endpoints[service] === url),
  }));
}
