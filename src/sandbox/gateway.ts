import { REGION } from './accounts';
import type { Authentication } from './authentication';
import type { Contract, MatchedOperation, OperationId, Success } from './contract';
import type { Cloud } from './operations/cloud';
import { OPERATIONS } from './operations/index';
import { errorBody, invalidParameters, notServed, Refusal } from './refusals';
import { jsonReply, type Reply } from './reply';
import type { SignedRequest } from './signatures';

export interface ApiRequest extends SignedRequest {
  readonly operation: MatchedOperation | undefined;
  readonly requestId: string;
}

/** The API of the cloud, without HTTP around it: who calls, is the request valid, what is the answer. */
export class Gateway {
  constructor(
    private readonly contract: Contract,
    private readonly authentication: Authentication,
    private readonly cloud: Cloud,
  ) {}

  match(method: string, path: string): MatchedOperation | undefined {
    const operation = this.contract.match(method, path);
    return operation !== undefined && OPERATIONS.has(operation.id) ? operation : undefined;
  }

  answer(request: ApiRequest): Reply {
    const { operation, requestId } = request;
    const headers = {
      'X-Request-Id': requestId,
      ...(operation?.service === 'iam' ? { 'X-IAM-Trace-Id': `token_${REGION}_null_${requestId}` } : {}),
    };
    try {
      const success = this.carryOut(request);
      return jsonReply(success.status, success.body, { ...headers, ...success.headers });
    } catch (error) {
      const refusal =
        error instanceof Refusal ? error : new Refusal(500, 'CH.000001', 'The sandbox failed to answer this request.');
      const body = errorBody(refusal, operation?.service, requestId);
      return jsonReply(refusal.status, body, { ...headers, ...refusal.headers });
    }
  }

  private carryOut(request: ApiRequest): Success<OperationId> {
    const { operation } = request;
    const handler = OPERATIONS.get(operation?.id ?? '');
    if (operation === undefined || handler === undefined) {
      throw notServed();
    }
    const caller = operation.secured
      ? this.authentication.authenticate(request, operation.service, operation.id)
      : undefined;
    const body = parsedBody(request, operation);
    const checked = this.contract.check(operation.id, {
      method: request.method,
      path: request.path,
      query: queryOf(request.query),
      headers: request.headers,
      body,
    });
    if (!checked.valid) {
      throw invalidParameters(operation.service, checked.problem);
    }
    return handler({ ...checked, body, cloud: this.cloud, caller });
  }
}

function parsedBody({ body, method }: ApiRequest, operation: MatchedOperation): unknown {
  if (body.length === 0 || method === 'GET') {
    return undefined;
  }
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw invalidParameters(operation.service, 'the body is not JSON');
  }
}

/** A parameter that comes twice stays a list, which the contract then refuses. */
function queryOf(query: string): Record<string, string | string[]> {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}
