import type { AccessKeys } from './accessKeys';
import { HOME_PROJECT, IAM_PROJECTS, isServed, type IamProjectRecord } from './accounts';
import type { Service } from './contract';
import { Refusal } from './refusals';
import type { SignedRequest } from './signatures';
import type { TokenRecord, Tokens } from './tokens';

/** Who is calling. Without a project, the token is scoped to the account. */
export interface Caller {
  readonly project?: IamProjectRecord;
  readonly token?: TokenRecord;
}

/** Decides who calls, by token or by signature, and refuses in the words of the service that was called. */
export class Authentication {
  constructor(
    private readonly tokens: Tokens,
    private readonly accessKeys: AccessKeys,
  ) {}

  authenticate(request: SignedRequest, service: Service, operationId: string): Caller {
    const token = request.headers['x-auth-token'];
    const signature = request.headers.authorization;
    const caller =
      token === undefined && signature !== undefined
        ? this.bySignature(request, signature)
        : this.byToken(token, service, operationId);
    if (service !== 'iam') {
      refuseForeignScope(caller, service);
    }
    return caller;
  }

  private byToken(value: string | undefined, service: Service, operationId: string): Caller {
    if (value === undefined || value === '') {
      throw unauthorized(service, operationId, 'missing');
    }
    const token = this.tokens.find(value);
    if (token === undefined) {
      throw unauthorized(service, operationId, 'unknown');
    }
    if (this.tokens.isExpired(token)) {
      throw unauthorized(service, operationId, 'expired');
    }
    return { token, project: token.project };
  }

  private bySignature(request: SignedRequest, header: string): Caller {
    this.accessKeys.verify(request, header);
    return { project: projectOfKey(request.headers['x-project-id']) };
  }
}

/** A key works in every project of its account. Without the header, it is the project of the region. */
function projectOfKey(id: string | undefined): IamProjectRecord {
  const project = id === undefined ? HOME_PROJECT : IAM_PROJECTS.find((one) => one.id === id);
  if (project === undefined) {
    throw mustBeUpdated();
  }
  return project;
}

/** CodeArts and HSS want a project of this region. */
function refuseForeignScope(caller: Caller, service: Service): void {
  if (caller.project === undefined) {
    throw service === 'hss'
      ? new Refusal(403, 'APIGW.0302', 'The IAM user is not authorized to access the API.')
      : new Refusal(401, 'CH.00000002', 'Recognize authentication information failed.');
  }
  if (!isServed(caller.project)) {
    throw mustBeUpdated();
  }
}

function mustBeUpdated(): Refusal {
  return new Refusal(401, 'APIGW.0307', 'The token must be updated.');
}

type TokenProblem = 'missing' | 'unknown' | 'expired';

function unauthorized(service: Service, operationId: string, problem: TokenProblem): Refusal {
  if (service === 'iam') {
    return new Refusal(401, 'IAM.0001', 'The request you have made requires authentication.');
  }
  if (service === 'hss') {
    return problem === 'expired'
      ? mustBeUpdated()
      : new Refusal(401, 'APIGW.0301', 'Incorrect IAM authentication information: decrypt token fail');
  }
  switch (problem) {
    case 'missing':
      return new Refusal(401, 'DEV.00000001', '认证信息不能为空');
    case 'unknown':
      // The page of this one operation shows another code for the same sentence.
      return operationId === 'associateRemoteMirror'
        ? new Refusal(401, 'CH.00000002', 'Recognize authentication information failed.')
        : new Refusal(401, 'DEV.00000002', 'Recognize authentication information failed.');
    case 'expired':
      return new Refusal(401, 'DEV.00000003', '认证信息过期');
  }
}
