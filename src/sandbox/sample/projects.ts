import type { ProjectRecord } from '../model';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A project of the sample and the words that its repositories are named from. */
export interface Theme {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly type: ProjectRecord['type'];
  readonly group: string;
  /** Share of the repositories, relative to the other themes. */
  readonly weight: number;
  readonly first: readonly [string, ...string[]];
  readonly second: readonly [string, ...string[]];
}

export const VENDOR_PROJECT_ID = '4838955a48e2492bbe44b31bc4c272f6';
export const BITING_PROJECT_ID = '9f1c2d3e4b5a69788796a5b4c3d2e1f0';

export const THEMES: readonly [Theme, ...Theme[]] = [
  {
    id: '41bd3eab86544863b8fc92ffcd35e3c8',
    name: 'Payments Platform',
    description: 'Card and account payments, settlement and reconciliation',
    type: 'scrum',
    group: 'payments',
    weight: 6,
    first: ['ledger', 'payment', 'settlement', 'refund', 'wallet', 'fraud', 'card', 'invoice', 'fx', 'payout'],
    second: ['gateway', 'service', 'worker', 'sdk-java', 'sdk-go', 'contracts', 'console', 'rules', 'e2e-tests'],
  },
  {
    id: '6a0d5c7e1f2b4839a1c2d3e4f5061728',
    name: '电商中台',
    description: '商品、订单、库存与营销的共享服务',
    type: 'scrum',
    group: 'ecommerce',
    weight: 6,
    first: ['商品', '订单', '库存', '营销', '会员', '物流', '售后', '搜索', '购物车'],
    second: ['中心', '网关', '服务', '同步任务', '管理后台', '开放接口', '数据模型', '压测脚本'],
  },
  {
    id: '0b8e6f4d2c1a4f5e9d8c7b6a59483726',
    name: 'Mobile Apps',
    description: 'HarmonyOS, Android and iOS clients with their shared libraries',
    type: 'xboard',
    group: 'mobile',
    weight: 4,
    first: ['app', 'harmony', 'android', 'ios', 'flutter', 'push', 'media', 'login'],
    second: ['shell', 'ui-kit', 'network', 'analytics', 'player', 'feature-flags', 'release-tools', 'samples'],
  },
  {
    id: 'c5d4e3f2a1b04958b7a6c5d4e3f2a1b0',
    name: '数据平台',
    description: '数据采集、数仓与指标服务',
    type: 'scrum',
    group: 'data-platform',
    weight: 5,
    first: ['ingest', 'warehouse', 'metrics', 'lineage', 'catalog', 'feature', 'stream', 'batch'],
    second: ['jobs', 'api', 'connectors', 'dags', 'schemas', 'ui', 'quality', '调度'],
  },
  {
    id: '7e6d5c4b3a291807f6e5d4c3b2a19080',
    name: 'Infrastructure as Code',
    description: 'Terraform modules, Helm charts and cluster configuration',
    type: 'normal',
    group: 'infra',
    weight: 4,
    first: ['terraform', 'helm', 'ansible', 'cce', 'vpc', 'dns', 'observability', 'runner'],
    second: ['modules', 'charts', 'live', 'policies', 'images', 'bootstrap', 'dashboards'],
  },
  {
    id: '2a3b4c5d6e7f48091a2b3c4d5e6f7081',
    name: 'Open Source Mirrors',
    description: 'Read-only copies of upstream projects for builds without Internet access',
    type: 'normal',
    group: 'oss-mirrors',
    weight: 8,
    first: [
      'openssl',
      'zlib',
      'curl',
      'redis',
      'nginx',
      'grpc',
      'protobuf',
      'sqlite',
      'lua',
      'jemalloc',
      'libuv',
      'brotli',
    ],
    second: ['core', 'docs', 'patches', 'build', 'conformance', 'benchmarks', 'packaging'],
  },
  {
    id: '8c7b6a5948372615f4e3d2c1b0a9f8e7',
    name: '智能运维 AIOps',
    description: '告警降噪、根因分析与容量预测',
    type: 'xboard',
    group: 'aiops',
    weight: 3,
    first: ['alert', 'rootcause', 'capacity', 'anomaly', 'runbook', 'topology'],
    second: ['detector', 'collector', 'models', 'portal', '训练任务', 'agent'],
  },
];

export function themeProject(theme: Theme, index: number, now: Date): ProjectRecord {
  return {
    id: theme.id,
    number: 3_183_801 + index,
    name: theme.name,
    description: theme.description,
    type: theme.type,
    createdAt: new Date(now.getTime() - (900 - 60 * index) * DAY_MS),
    updatedAt: new Date(now.getTime() - (3 + index) * DAY_MS),
  };
}

/** The project of the vendor's own examples. */
export function vendorProject(): ProjectRecord {
  return {
    id: VENDOR_PROJECT_ID,
    number: 3_183_700,
    name: 'demo_project',
    description: 'demo',
    type: 'xboard',
    createdAt: new Date(1_576_114_296_000),
    updatedAt: new Date(1_576_114_296_000),
  };
}

/** Everything in it has a name that a careless program trips over. */
export function bitingProject(now: Date): ProjectRecord {
  return {
    id: BITING_PROJECT_ID,
    number: 3_183_900,
    name: 'Names that bite',
    description: 'Names with Markdown, HTML, control characters and text that runs from right to left',
    type: 'normal',
    createdAt: new Date(now.getTime() - 40 * DAY_MS),
    updatedAt: new Date(now.getTime() - DAY_MS),
  };
}
