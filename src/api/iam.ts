import { listOf, unexpectedAnswer } from './answers';
import { badInput } from './checks';
import type { CallOptions } from './cloudApi';
import type { Http } from './http';
import type { IamProjectId } from './ids';
import { readBoolean, readDate, readRecord, readText, readWire } from './readers';
import type { IamProject, TokenInfo } from './records';

/**
 * Asks IAM about the client's own token.
 *
 * @returns Its end, and the project, account and user it stands for.
 * @throws CloudError `unauthorized` when it has ended or is none; `invalid` when the client signs its requests and has
 * no token; `malformed` when the answer does not say when it ends.
 * Source: api-iam/iam_30_0004; a user may check its own token by sending it twice.
 */
export async function validateToken(http: Http, options: CallOptions = {}): Promise<TokenInfo> {
  const operation = 'validateToken';
  const token = http.token();
  if (token === undefined) {
    throw badInput(operation, 'credential', 'empty', 'has no token');
  }
  const answer = await http.send({
    operation,
    service: 'iam',
    method: 'GET',
    path: '/v3/auth/tokens',
    // Without the catalog: it is large and nobody needs it.
    query: { nocatalog: 'true' },
    headers: { 'X-Subject-Token': token },
    signal: options.signal,
  });
  const record = readRecord(readWire<'TokenResponse'>(answer.body)?.token);
  const expiresAt = readDate(record?.expires_at);
  if (record === undefined || expiresAt === undefined) {
    throw unexpectedAnswer(operation, answer, 'end of the token');
  }
  const project = readRecord(record.project);
  const user = readRecord(record.user);
  const account = named(project?.domain) ?? named(record.domain) ?? named(user?.domain);
  return {
    expiresAt,
    issuedAt: readDate(record.issued_at),
    project: projectOf(project),
    account,
    user: named(user),
  };
}

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
  const projects = listOf(readWire<'IamProjectList'>(answer.body)?.projects, operation, answer, 'projects');
  return projects.flatMap((value) => {
    const record = readWire<'IamProject'>(value);
    const project = projectOf(record);
    return project === undefined ? [] : [{ ...project, enabled: readBoolean(record?.enabled) }];
  });
}

function projectOf(
  record: { readonly id?: unknown; readonly name?: unknown } | undefined,
): { readonly id: IamProjectId; readonly name: string } | undefined {
  const id = readText(record?.id);
  // IAM is who gives these identifiers out.
  return id === undefined ? undefined : { id: id as IamProjectId, name: readText(record?.name) ?? id };
}

function named(value: unknown): { readonly id?: string; readonly name: string } | undefined {
  const record = readRecord(value);
  const id = readText(record?.id);
  const name = readText(record?.name) ?? id;
  return name === undefined ? undefined : { id, name };
}
