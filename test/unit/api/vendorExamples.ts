/** Answers copied from the vendor's pages, character for character as JSON values. */

/** 获取仓库镜像详情 (ShowRemoteMirror) */
export const failedMirror = {
  id: 11887,
  repository_id: 2111985337,
  update_status: 'failed',
  last_update_at: '2024-12-27T18:52:21.000+08:00',
  url: 'https://example.com/foo/bar.git',
  last_successful_update_at: '2024-12-27T04:15:00.000+08:00',
  number_of_failures: 1,
  mirroring_enabled: false,
  is_private: false,
  endpoint_uuid: null,
  last_error: '{"msg":"exit status 128","code":"7"}',
} as const;

export const mirrorErrors = {
  expired: { status: 401, body: { error_code: 'DEV.00000003', error_msg: '认证信息过期' } },
  forbidden: {
    status: 403,
    body: {
      error_code: 'CH.004403',
      error_msg: 'Insufficient permissions. Apply for the required permission and try again.',
    },
  },
  notFound: { status: 404, body: { error_code: 'CH.004404', error_msg: 'Repository Not Found' } },
} as const;

/** Associating a Common Repository with a Remote Image */
export const associateRequest = { url: 'https://example.com/0379d2da2bae4c38b3d2fbbdb6f2a3f2/test.git' } as const;

export const associatedMirror = {
  id: 12439,
  repository_id: 2112029391,
  update_status: 'finished',
  last_update_at: '2025-04-24T20:04:44.000+08:00',
  url: 'https://example.com/0379d2da2bae4c38b3d2fbbdb6f2a3f2/test.git',
  last_successful_update_at: '2025-04-24T20:04:44.000+08:00',
  number_of_failures: null,
  mirroring_enabled: false,
  is_private: false,
  endpoint_uuid: null,
  last_error: null,
} as const;

export const associateErrors = {
  unrecognised: {
    status: 401,
    body: { error_code: 'CH.00000002', error_msg: 'Recognize authentication information failed.' },
  },
  forbidden: { status: 403, body: { error_code: 'CH.00401001', error_msg: 'No access permission.' } },
  notFound: {
    status: 404,
    body: { error_code: 'CH.00402000', error_msg: 'The repository does not exist. Check and try again.' },
  },
} as const;

/** 获取镜像仓列表 (ListRegistry): the total is 4, the list has one record. */
export const registryList = {
  total_num: 4,
  data_list: [
    {
      id: 'ad7552e3-1eb7-475a-b5a4-3d28262b855e',
      registry_name: '0109test',
      registry_type: 'Jfrog',
      api_version: 'V1',
      protocol: 'http',
      registry_addr: '100.85.219.197:8082',
      registry_username: 'admin',
      connect_cluster_id: 'db69f3e6-887f-11ef-9825-0255ac1001b6',
      get_scan_image_channel: 'Swr',
      status: 'fail',
      fail_reason: 'REQUEST_API_ERROR',
      images_num: 0,
      latest_sync_time: 1736925890944,
    },
  ],
} as const;

/** Querying Details About a Repository */
export const repositoryByUuid = {
  result: {
    repository_uuid: '045ceabb9aea40579d5a759e84fa7f0a',
    repository_id: 468485,
    repository_name: 'CreatRepository_MI9Af',
    ssh_url: 'git@repo.alpha.devcloud.intest.com:Demo00228/CreatRepository_MI9Af.git',
    https_url: 'https://repo.alpha.devcloud.intest.com/Demo00228/CreatRepository_MI9Af.git',
    group_name: 'Demo00228',
    web_url: 'https://alpha.devcloud.intest.com/repo/468485/home',
    visibility_level: 0,
    created_at: '2019-10-15 09:40:27',
    updated_at: null,
    repository_size: null,
    lfs_size: null,
    creator_name: null,
    domain_name: null,
    star: null,
    status: null,
    is_owner: null,
    iam_user_uuid: null,
    project_uuid: '4838955a48e2492bbe44b31bc4c272f6',
    project_is_deleted: 'false',
    userRole: null,
  },
  status: 'success',
} as const;

/** Keystone token answer, from the IAM reference's field list. */
export const projectToken = {
  token: {
    expires_at: '2020-01-04T09:08:49.965000Z',
    issued_at: '2020-01-03T09:08:49.965000Z',
    methods: ['password'],
    catalog: [],
    roles: [{ id: '0', name: 'te_admin' }],
    project: {
      id: '05041fffa40025702f6dc009cc6f8f33',
      name: 'cn-north-4',
      domain: { id: 'd78cbac186b744899480f25bd022f468', name: 'IAMDomain' },
    },
    user: {
      id: '7116d09f88fa41908676fdd4b039e95b',
      name: 'IAMUser',
      password_expires_at: '',
      domain: { id: 'd78cbac186b744899480f25bd022f468', name: 'IAMDomain' },
    },
  },
} as const;
