import { DEFAULT_ENTERPRISE, HOME_PROJECT, TEAM_ENTERPRISE, TEAM_PROJECT } from '../accounts';
import type { RegistryRecord, RegistryWire } from '../model';
import { REGISTRY } from './vendor';

const MINUTE_MS = 60_000;
const CLUSTER = 'db69f3e6-887f-11ef-9825-0255ac1001b6';

/** One registry in a line: what makes it differ from the others. */
interface Sketch {
  readonly name: string;
  readonly type: string;
  readonly address: string;
  readonly status: 'success' | 'fail' | 'accessing';
  /** Minutes before the start of the sandbox; 0 was never synchronised. */
  readonly syncedBefore: number;
  readonly images: number;
  readonly more?: RegistryWire;
}

const SKETCHES: readonly Sketch[] = [
  {
    name: 'swr-private',
    type: 'SwrPrivate',
    address: 'swr.cn-north-4.myhuaweicloud.com',
    status: 'success',
    syncedBefore: 14,
    images: 128,
  },
  {
    name: 'swr-shared',
    type: 'SwrShared',
    address: 'swr.cn-north-4.myhuaweicloud.com',
    status: 'success',
    syncedBefore: 14,
    images: 9,
  },
  {
    name: '生产镜像仓',
    type: 'SwrEnterprise',
    address: 'prod-cn.swr-pro.myhuaweicloud.com',
    status: 'success',
    syncedBefore: 55,
    images: 2417,
  },
  {
    name: 'swr-enterprise-staging',
    type: 'SwrEnterprise',
    address: 'staging.swr-pro.myhuaweicloud.com',
    status: 'accessing',
    syncedBefore: 0,
    images: 0,
  },
  {
    name: 'harbor-dev',
    type: 'Harbor',
    address: 'harbor.dev.example.com',
    status: 'success',
    syncedBefore: 180,
    images: 342,
    more: { registry_username: 'scanner' },
  },
  {
    name: 'harbor-release',
    type: 'Harbor',
    address: 'harbor.release.example.com',
    status: 'fail',
    syncedBefore: 4_320,
    images: 77,
    more: { registry_username: 'scanner', fail_reason: 'CREATE_JOB_FAILED' },
  },
  {
    name: 'harbor-lab',
    type: 'Harbor',
    address: '10.20.30.40:8443',
    status: 'accessing',
    syncedBefore: 0,
    images: 0,
    more: { registry_username: 'admin', get_scan_image_channel: 'Other', namespace: 'hss' },
  },
  {
    name: 'harbor-legacy',
    type: 'Harbor',
    address: '10.20.30.41',
    status: 'fail',
    syncedBefore: 129_600,
    images: 51,
    more: { registry_username: 'admin', protocol: 'http', api_version: 'V1', fail_reason: 'SERVER_ERROR' },
  },
  {
    name: 'jfrog-eu',
    type: 'Jfrog',
    address: 'artifacts.eu.example.com',
    status: 'success',
    syncedBefore: 720,
    images: 18_004,
    more: { registry_username: 'hss-reader' },
  },
  {
    name: 'jfrog-partner',
    type: 'Jfrog',
    address: 'partner.example.net:8082',
    status: 'fail',
    syncedBefore: 1_500,
    images: 12,
    more: { registry_username: 'guest', fail_reason: undefined },
  },
  {
    name: '第三方仓库',
    type: 'Other',
    address: 'registry.example.org',
    status: 'success',
    syncedBefore: 2_880,
    images: 4,
    more: { registry_username: 'robot' },
  },
  {
    name: 'edge-registry',
    type: 'Other',
    address: '192.168.7.9:5000',
    status: 'fail',
    syncedBefore: 0,
    images: 0,
    more: { protocol: 'http', fail_reason: 'REQUEST_API_ERROR' },
  },
  {
    name: 'swr-shared-partner',
    type: 'SwrShared',
    address: 'swr.cn-east-3.myhuaweicloud.com',
    status: 'fail',
    syncedBefore: 600,
    images: 3,
    more: { fail_reason: 'QUOTA_FROZEN' },
  },
];

/** Of the same IAM project, but seen only by who asks for this enterprise project or for all. */
const ENTERPRISE_SKETCHES: readonly Sketch[] = [
  {
    name: 'ep-team-a-swr',
    type: 'SwrEnterprise',
    address: 'team-a.swr-pro.myhuaweicloud.com',
    status: 'success',
    syncedBefore: 31,
    images: 64,
  },
  {
    name: 'ep-team-a-jfrog',
    type: 'Jfrog',
    address: 'artifacts.team-a.example.com',
    status: 'fail',
    syncedBefore: 1_900,
    images: 23,
    more: { registry_username: 'team-a', fail_reason: 'REQUEST_API_ERROR' },
  },
];

const TEAM_SKETCHES: readonly Sketch[] = [
  {
    name: 'team-a-harbor',
    type: 'Harbor',
    address: 'harbor.team-a.example.com',
    status: 'success',
    syncedBefore: 90,
    images: 41,
    more: { registry_username: 'team-a' },
  },
  {
    name: 'team-a-swr',
    type: 'SwrPrivate',
    address: 'swr.cn-north-4.myhuaweicloud.com',
    status: 'success',
    syncedBefore: 12,
    images: 17,
  },
];

const TEAM_ENTERPRISE_SKETCHES: readonly Sketch[] = [
  {
    name: 'team-a-jfrog',
    type: 'Jfrog',
    address: 'jfrog.team-a.example.com:8082',
    status: 'fail',
    syncedBefore: 2_200,
    images: 8,
    more: { registry_username: 'team-a', fail_reason: 'CREATE_JOB_FAILED' },
  },
];

const SHELVES = [
  { project: HOME_PROJECT, enterprise: DEFAULT_ENTERPRISE, sketches: SKETCHES },
  { project: HOME_PROJECT, enterprise: TEAM_ENTERPRISE, sketches: ENTERPRISE_SKETCHES },
  { project: TEAM_PROJECT, enterprise: DEFAULT_ENTERPRISE, sketches: TEAM_SKETCHES },
  { project: TEAM_PROJECT, enterprise: TEAM_ENTERPRISE, sketches: TEAM_ENTERPRISE_SKETCHES },
] as const;

export function sampleRegistries(now: Date): RegistryRecord[] {
  const drawn = SHELVES.flatMap(({ project, enterprise, sketches }) =>
    sketches.map((sketch) => ({ sketch, iamProjectId: project.id, enterpriseProjectId: enterprise.id })),
  );
  return [
    { wire: REGISTRY, iamProjectId: HOME_PROJECT.id, enterpriseProjectId: DEFAULT_ENTERPRISE.id },
    ...drawn.map(({ sketch, ...place }, index) => ({ wire: registry(sketch, index, now), ...place })),
  ];
}

function registry(sketch: Sketch, index: number, now: Date): RegistryWire {
  const own = sketch.type === 'Harbor' || sketch.type === 'Jfrog' || sketch.type === 'Other';
  return {
    id: `5a0c1d8e-2f3b-4c5d-8e9f-0011223344${(index + 16).toString(16)}`,
    registry_name: sketch.name,
    registry_type: sketch.type,
    api_version: 'V2',
    protocol: 'https',
    registry_addr: sketch.address,
    // HSS reaches the vendor's own registries without a cluster in between.
    ...(own ? { connect_cluster_id: CLUSTER, get_scan_image_channel: 'Swr' } : {}),
    status: sketch.status,
    images_num: sketch.images,
    latest_sync_time: sketch.syncedBefore === 0 ? 0 : now.getTime() - sketch.syncedBefore * MINUTE_MS,
    ...sketch.more,
  };
}
