import { Refusal } from './refusals';

/** The one account of the sandbox: who signs in to it is in `users.ts`, with which keys in `accessKeys.ts`. */
export const ACCOUNT = {
  domain: { id: 'd78cbac186b744899480f25bd022f468', name: 'sandbox-account' },
} as const;

export const REGION = 'cn-north-4';

/** What IAM takes for a project or an account. */
export interface Reference {
  readonly id?: string;
  readonly name?: string;
}

export interface IamProjectRecord {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
  readonly description: string;
}

export const HOME_PROJECT: IamProjectRecord = {
  id: '05041fffa40025702f6dc009cc6f8f33',
  name: REGION,
  parentId: ACCOUNT.domain.id,
  description: '',
};
export const TEAM_PROJECT: IamProjectRecord = {
  id: '0605767fa90025e92f8cc00966e1f2d7',
  name: `${REGION}_team-a`,
  parentId: HOME_PROJECT.id,
  description: 'Sub-project of the region',
};
export const OTHER_REGION: IamProjectRecord = {
  id: '0756d59d4a80f4e32f4dc009cd1e2f3a',
  name: 'cn-east-3',
  parentId: ACCOUNT.domain.id,
  description: '',
};
/** Those of the other region exist to be the wrong ones. */
export const IAM_PROJECTS: readonly IamProjectRecord[] = [
  HOME_PROJECT,
  TEAM_PROJECT,
  OTHER_REGION,
  {
    id: '0756d59dfd00f4e32f4ec009cfb0b4c1',
    name: 'cn-east-3_team-a',
    parentId: OTHER_REGION.id,
    description: 'Sub-project of a region',
  },
];

/** Enterprise projects group what belongs to an account; they have nothing to do with IAM projects. */
export const DEFAULT_ENTERPRISE = { id: '0', name: 'default' } as const;
export const TEAM_ENTERPRISE = { id: '3f1c7a52-8b0e-4d6a-9c27-5e84d1b0f6a9', name: 'ep-team-a' } as const;
export const ENTERPRISE_PROJECTS = [DEFAULT_ENTERPRISE, TEAM_ENTERPRISE] as const;

/** Whether CodeArts and HSS answer for this project here, which is the case for those of this region. */
export function isServed(project: IamProjectRecord): boolean {
  return project.id === HOME_PROJECT.id || project.id === TEAM_PROJECT.id;
}

export function isOwnDomain(domain: Reference): boolean {
  return domain.id === ACCOUNT.domain.id || domain.name === ACCOUNT.domain.name;
}

/** The project that a scope asks for, by ID or by name. @throws {Refusal} 404 when the account has none such. */
export function findProject(wanted: Reference): IamProjectRecord {
  const found = IAM_PROJECTS.find((p) => (wanted.id === undefined ? p.name === wanted.name : p.id === wanted.id));
  if (found === undefined) {
    throw new Refusal(404, 'IAM.0004', `Could not find project: ${wanted.id ?? wanted.name ?? ''}.`);
  }
  return found;
}
