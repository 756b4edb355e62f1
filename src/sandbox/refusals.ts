import type { Service } from './contract';

/** A request that is answered with an error. Its body is shaped for the service when it is sent. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
};

/** The body of an error, in the shape that this service uses (NOTES.md section 5). */
export function errorBody(refusal: Refusal, service: Service | undefined, requestId: string): unknown {
  const { status, code, message } = refusal;
  if (service === undefined || code.startsWith('APIGW.')) {
    return { error_msg: message, error_code: code, request_id: requestId };
  }
  switch (service) {
    case 'iam':
      return { error: { message, code: status, title: TITLES[status] ?? 'Error' } };
    case 'hss':
      return { error_code: code, error_description: message, error_msg: message };
    case 'repoEnvelope':
      return { error: { code, message }, status: 'failed' };
    case 'repoFlat':
    case 'projectman':
      return { error_code: code, error_msg: message };
  }
}

export function notServed(): Refusal {
  return new Refusal(404, 'APIGW.0101', 'The API does not exist or has not been published in the environment.');
}

export function invalidParameters(service: Service, problem: string): Refusal {
  switch (service) {
    case 'iam':
      return new Refusal(400, 'IAM.0011', `Request parameters are invalid: ${problem}`);
    case 'hss':
      return new Refusal(400, 'HSS.0001', `Invalid parameter. ${problem}`);
    case 'repoEnvelope':
      return new Refusal(400, 'CH.010001', `参数非法 ${problem}`);
    case 'repoFlat':
    case 'projectman':
      return new Refusal(400, 'CH.080002', `Invalid parameter: ${problem}`);
  }
}

/** The vendor words one situation differently from page to page; these are the words of the pages. */
export const refusals = {
  mirrorNotFound: () => new Refusal(404, 'CH.004404', 'Repository Not Found'),
  repositoryNotFound: () => new Refusal(404, 'CH.00402000', 'The repository does not exist. Check and try again.'),
  /** v1 and v2 answer 401 here, which is no statement about the token. */
  noRightsOrDeleted: () => new Refusal(401, 'CH.080401', 'You do not have the permission to access the resource.'),
  mirrorForbidden: () =>
    new Refusal(403, 'CH.004403', 'Insufficient permissions. Apply for the required permission and try again.'),
  associateForbidden: () => new Refusal(403, 'CH.00401001', 'No access permission.'),
  hssForbidden: () => new Refusal(400, 'HSS.0013', 'Insufficient permissions.'),
  throttled: (headers: Readonly<Record<string, string>> = {}) =>
    new Refusal(
      429,
      'APIGW.0308',
      'The throttling threshold has been reached: policy user over ratelimit,limit:10,time:1 minute',
      headers,
    ),
} as const;
