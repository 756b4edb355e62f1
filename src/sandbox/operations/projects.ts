import { handler } from './cloud';

/** `GET /v4/projects` of ProjectMan. */
const listCodeArtsProjects = handler('listCodeArtsProjects', ({ cloud, query }) => {
  const { offset, limit } = query;
  const search = query.search?.toLowerCase() ?? '';
  const found = cloud.state.projects
    .filter((project) => `${project.name}\n${project.description}`.toLowerCase().includes(search))
    .filter((project) => query.project_type === undefined || project.type === query.project_type)
    .filter(() => query.archive !== 'true')
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  const projects = found.slice(offset, offset + limit).map((project) => ({
    project_num_id: project.number,
    project_id: project.id,
    project_name: project.name,
    description: project.description,
    created_time: project.createdAt.getTime(),
    updated_time: project.updatedAt.getTime(),
    project_type: project.type,
    creator: {
      user_num_id: 4097,
      user_id: 'c4bd39f0573a436589714bedbcca8536',
      user_name: 'modile_user',
      domain_id: '2489d8cbba804db8bcd35384685ff3ac',
      domain_name: 'modile_user',
      nick_name: 'Tom.M.Riddle',
    },
  }));
  return { status: 200, body: { projects, total: found.length } };
});

export const projectOperations = [listCodeArtsProjects] as const;
