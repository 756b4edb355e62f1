import { ACCOUNT, IAM_PROJECTS, type IamProjectRecord } from '../accounts';
import type { Schemas } from '../contract';
import { invalidParameters } from '../refusals';
import { handler, type Cloud } from './cloud';

/** `GET /v3/auth/projects` */
const listAuthProjects = handler('listAuthProjects', ({ cloud }) => ({
  status: 200,
  body: {
    projects: IAM_PROJECTS.map((project) => projectOnTheWire(cloud, project)),
    links: { self: `${cloud.url}/v3/auth/projects`, previous: null, next: null },
  },
}));

/** `GET /v3/projects`, with every filter of the page. */
const listIamProjects = handler('listIamProjects', ({ cloud, query }) => {
  const { page, per_page: size, ...filters } = query;
  if ((page === undefined) !== (size === undefined)) {
    throw invalidParameters('iam', 'page and per_page go together');
  }
  const found = IAM_PROJECTS.filter(
    ({ name, parentId }) =>
      isOrOpen(filters.domain_id, ACCOUNT.domain.id) &&
      isOrOpen(filters.name, name) &&
      isOrOpen(filters.parent_id, parentId) &&
      filters.enabled !== false &&
      filters.is_domain !== true,
  );
  const link = (number: number | undefined): string =>
    address(`${cloud.url}/v3/projects`, { ...filters, page: number, per_page: size });
  const number = page ?? 1;
  const end = size === undefined ? found.length : number * size;
  return {
    status: 200,
    body: {
      projects: found.slice(end - (size ?? found.length), end).map((project) => projectOnTheWire(cloud, project)),
      links: {
        self: link(page),
        previous: number > 1 ? link(number - 1) : null,
        next: end < found.length ? link(number + 1) : null,
      },
    },
  };
});

/** `GET /v3/auth/domains` */
const listAuthDomains = handler('listAuthDomains', ({ cloud }) => ({
  status: 200,
  body: {
    domains: [
      {
        ...ACCOUNT.domain,
        enabled: true,
        description: '',
        links: { self: `${cloud.url}/v3/domains/${ACCOUNT.domain.id}` },
      },
    ],
    links: { self: `${cloud.url}/v3/auth/domains` },
  },
}));

export const iamListOperations = [listAuthProjects, listIamProjects, listAuthDomains] as const;

function address(url: string, parameters: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) {
      query.set(name, String(value));
    }
  }
  return query.size === 0 ? url : `${url}?${query.toString()}`;
}

function isOrOpen(wanted: string | undefined, value: string): boolean {
  return wanted === undefined || wanted === value;
}

function projectOnTheWire(cloud: Cloud, project: IamProjectRecord): Schemas['IamProject'] {
  return {
    id: project.id,
    name: project.name,
    domain_id: ACCOUNT.domain.id,
    parent_id: project.parentId,
    is_domain: false,
    enabled: true,
    description: project.description,
    links: { self: `${cloud.url}/v3/projects/${project.id}`, previous: null, next: null },
  };
}
