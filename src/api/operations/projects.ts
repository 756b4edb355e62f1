import { listOf } from './answers';
import type { CallOptions } from './queries';
import type { Http } from '../http/send';
import type { CodeArtsProjectId } from '../contract/ids';
import { type Chunk, readPages, toPage } from './paging';
import { readCount, readDate, readRecord, readText, readWire } from '../contract/readers';
import type { CodeArtsProject } from './records';

/** 1-1000 are allowed. */
const PAGE_SIZE = 100;

/**
 * CodeArts projects that the user takes part in, all of them.
 *
 * @throws CloudError of any kind; `notFound`/`serviceUnavailableInRegion` in the many regions without ProjectMan.
 * Source: ListProjectsV4.
 */
export async function listCodeArtsProjects(http: Http, options: CallOptions = {}): Promise<readonly CodeArtsProject[]> {
  const pages = readPages<CodeArtsProject>({
    fetch: ({ offset }) => fetchProjects(http, offset, options),
    idOf: (project) => project.id,
    pageSize: PAGE_SIZE,
  });
  const projects: CodeArtsProject[] = [];
  for await (const page of pages) {
    projects.push(...page.items);
  }
  return projects;
}

async function fetchProjects(http: Http, offset: number, options: CallOptions): Promise<Chunk<CodeArtsProject>> {
  const operation = 'listCodeArtsProjects';
  const answer = await http.send({
    operation,
    service: 'projectman',
    method: 'GET',
    path: '/v4/projects',
    query: { offset, limit: PAGE_SIZE },
    signal: options.signal,
    background: options.background,
  });
  const record = readRecord(answer.body);
  const total = readCount(record?.total);
  const missing = total !== undefined && total > 0 && record?.projects === null;
  const records = listOf(missing ? undefined : record?.projects, operation, answer, 'projects');
  return { page: toPage(records, toCodeArtsProject, total), received: records.length, total };
}

function toCodeArtsProject(value: unknown): CodeArtsProject | undefined {
  const record = readWire<'CodeArtsProject'>(value);
  const id = readText(record?.project_id);
  if (record === undefined || id === undefined) {
    return undefined;
  }
  return {
    id: id as CodeArtsProjectId, // ProjectMan is who gives these identifiers out
    name: readText(record.project_name) ?? id,
    description: readText(record.description),
    type: readText(record.project_type),
    createdAt: readDate(record.created_time),
    updatedAt: readDate(record.updated_time),
  };
}
