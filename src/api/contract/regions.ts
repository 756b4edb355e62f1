/** Services of the contract, each with a host of its own. */
export type Service = 'iam' | 'repo' | 'hss' | 'projectman' | 'pipeline';

/**
 * Base URLs, one a service. A missing service is not offered there: calls to it fail with kind `notFound`, reason
 * `serviceUnavailableInRegion`, and send nothing.
 */
export interface Endpoints {
  readonly iam: string;
  readonly repo?: string;
  readonly hss?: string;
  readonly projectman?: string;
  readonly pipeline?: string;
}

/**
 * Host labels of CodeArts Repo. They follow no single pattern, so they are listed (openapi.yaml, x-hosts). The same
 * goes for the pipeline service below.
 */
const REPO_LABELS: Readonly<Record<string, readonly string[]>> = {
  'codehub-ext': words(
    'cn-north-1 cn-north-4 cn-east-2 cn-east-3 cn-south-1 cn-south-2 cn-southwest-2 ap-southeast-3 sa-brazil-1 la-north-2',
  ),
  'codeartsrepo-ext': words('la-south-2 tr-west-1 eu-west-101'),
  repo: words('me-east-1 af-south-1 af-north-1'),
};

const PIPELINE_LABELS: Readonly<Record<string, readonly string[]>> = {
  'cloudpipeline-ext': words(
    'cn-north-1 cn-north-4 cn-south-1 cn-south-2 cn-east-2 cn-east-3 cn-southwest-2 ap-southeast-3 sa-brazil-1 la-north-2',
  ),
  'pipeline-external': words('tr-west-1 la-south-2'),
  pipeline: words('af-north-1 me-east-1 af-south-1'),
};

const PROJECTMAN_LABELS: Readonly<Record<string, readonly string[]>> = {
  'projectman-ext': words(
    'cn-north-1 cn-north-4 cn-east-2 cn-east-3 cn-south-1 cn-southwest-2 ap-southeast-3 la-north-2 sa-brazil-1',
  ),
};

const HSS_LABELS: Readonly<Record<string, readonly string[]>> = {
  hss: words(
    'cn-north-1 cn-north-2 cn-north-4 cn-north-9 cn-north-11 cn-north-12 cn-east-2 cn-east-3 cn-east-4 cn-east-5 ' +
      'cn-south-1 cn-south-2 cn-south-4 cn-southwest-2 cn-southwest-3 ap-southeast-1 ap-southeast-2 ap-southeast-3 ' +
      'ap-southeast-4 af-south-1 sa-brazil-1 la-south-2 la-north-2 na-mexico-1 tr-west-1 me-east-1 ae-ad-1 ' +
      'my-kualalumpur-1 ru-moscow-1 eu-west-101',
  ),
};

/** Regions with an IAM host of their own; the others use the global one (NOTES.md section 10). */
const IAM_LABELS: Readonly<Record<string, readonly string[]>> = {
  iam: words(
    'cn-north-1 cn-north-2 cn-north-4 cn-north-9 cn-north-12 cn-east-2 cn-east-3 cn-east-4 cn-east-5 cn-south-1 ' +
      'cn-south-2 cn-southwest-2 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 af-south-1 sa-brazil-1 ' +
      'la-south-2 la-north-2 na-mexico-1 eu-west-0 eu-west-101 my-kualalumpur-1 ru-moscow-1 me-east-1 ae-ad-1 tr-west-1',
  ),
};

const DOMAIN = 'myhuaweicloud.com';
/** IAM and HSS of eu-west-101 are on the European domain, CodeArts Repo is not (NOTES.md section 10). */
const EUROPEAN_DOMAIN = 'myhuaweicloud.eu';
const EUROPEAN_REGION = 'eu-west-101';
const GLOBAL_IAM = `https://iam.${DOMAIN}`;

/** Region IDs that offer CodeArts Repo, HSS or both, sorted. */
export const REGIONS: readonly string[] = [
  ...new Set([REPO_LABELS, HSS_LABELS].flatMap((labels) => Object.values(labels).flat())),
].sort();

/**
 * Hosts of a region.
 *
 * @param region Region ID such as `cn-north-4`.
 * @returns Base URLs without a slash at the end. A region that is in no table has the global IAM host only, to which
 * overrides can be added.
 * Source: openapi.yaml, x-hosts.
 */
export function endpointsOf(region: string): Endpoints {
  const europeanDomain = region === EUROPEAN_REGION ? EUROPEAN_DOMAIN : DOMAIN;
  return {
    iam: hostOf(IAM_LABELS, region, europeanDomain) ?? GLOBAL_IAM,
    repo: hostOf(REPO_LABELS, region, DOMAIN),
    hss: hostOf(HSS_LABELS, region, europeanDomain),
    projectman: hostOf(PROJECTMAN_LABELS, region, DOMAIN),
    pipeline: hostOf(PIPELINE_LABELS, region, DOMAIN),
  };
}

function hostOf(
  labels: Readonly<Record<string, readonly string[]>>,
  region: string,
  domain: string,
): string | undefined {
  const label = Object.keys(labels).find((key) => labels[key]?.includes(region));
  return label === undefined ? undefined : `https://${label}.${region}.${domain}`;
}

function words(text: string): readonly string[] {
  return text.split(' ');
}
