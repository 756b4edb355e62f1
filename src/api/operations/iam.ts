import { listOf } from './answers';
import { checkText } from '../errors/inputChecks';
import type { CallOptions } from './queries';
import type { Http } from '../http/send';
import type { HttpAnswer } from '../http/httpRequest';
import type { IamProjectId } from '../contract/ids';
import { readBoolean, readRecord, readText, readWire } from '../contract/readers';
import type { AuthDomain, IamProject } from './records';

const PER_PAGE = 500;
/** An account has a few dozen projects. */
const MAX_PAGES = 20;
const LONGEST_PROJECT_NAME = 256;

/**
 * Projects that the user may have a token for. A built-in project is named for its region.
 *
 * @throws CloudError of any kind.
 * Source: KeystoneListAuthProjects. The answer is not paged.
 */
export async function listAuthProjects(http: Http, options: CallOptions = {}): Promise<readonly IamProject[]> {
  const operation = 'listAuthProjects';
  const answer = await http.send({
    operation,
    service: 'iam',
    method: 'GET',
    path: '/v3/auth/projects',
    signal: options.signal,
  });
  return projectsOf(answer, operation);
}

/**
 * IAM projects of the account: all of them, or those of one name. The name of a region finds the project ID that an
 * access key needs; no match means that the project was never opened there (openapi.yaml, listIamProjects).
 *
 * @param query `name`: 1-256 characters.
 * @throws CloudError of any kind.
 * Source: KeystoneListProjects.
 */
export async function listIamProjects(
  http: Http,
  query: { readonly name?: string } = {},
  options: CallOptions = {},
): Promise<readonly IamProject[]> {
  const operation = 'listIamProjects';
  const name = query.name === undefined ? undefined : checkText(query.name, LONGEST_PROJECT_NAME, 'name', operation);
  const found = new Map<string, IamProject>();
  for (let page = 1; page <= MAX_PAGES; page++) {
    const answer = await http.send({
      operation,
      service: 'iam',
      method: 'GET',
      path: '/v3/projects',
      query: name === undefined ? { page, per_page: PER_PAGE } : { name },
      signal: options.signal,
    });
    const before = found.size;
    for (const project of projectsOf(answer, operation)) {
      found.set(project.id, project);
    }
    const next = readText(readRecord(readWire<'IamProjectList'>(answer.body)?.links)?.next);
    // A page that brings nothing new is the end, whatever its links say.
    if (name !== undefined || next === undefined || found.size === before) {
      break;
    }
  }
  return [...found.values()];
}

/**
 * The account of whoever asks. An access key knows it by no other way.
 *
 * @throws CloudError of any kind.
 * Source: KeystoneListAuthDomains.
 */
export async function listAuthDomains(http: Http, options: CallOptions = {}): Promise<readonly AuthDomain[]> {
  const operation = 'listAuthDomains';
  const answer = await http.send({
    operation,
    service: 'iam',
    method: 'GET',
    path: '/v3/auth/domains',
    signal: options.signal,
  });
  return listOf(readRecord(answer.body)?.domains, operation, answer, 'domains').flatMap((value) => {
    const record = readRecord(value);
    const id = readText(record?.id);
    return id === undefined ? [] : [{ id, name: readText(record?.name) ?? id }];
  });
}

function projectsOf(answer: HttpAnswer, operation: string): readonly IamProject[] {
  const projects = listOf(readWire<'IamProjectList'>(answer.body)?.projects, operation, answer, 'projects');
  return projects.flatMap((value) => {
    const record = readWire<'IamProject'>(value);
    const project = projectOf(record);
    return project === undefined ? [] : [{ ...project, enabled: readBoolean(record?.enabled) }];
  });
}

/** A project as IAM names it, in lists and in tokens. */
export function projectOf(
  record: { readonly id?: unknown; readonly name?: unknown } | undefined,
): { readonly id: IamProjectId; readonly name: string } | undefined {
  const id = readText(record?.id);
  // IAM is who gives these identifiers out.
  return id === undefined ? undefined : { id: id as IamProjectId, name: readText(record?.name) ?? id };
}
