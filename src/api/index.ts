/** The only door of the API module. */
export type { AccessKeyCredential } from './accessKeyAuthoriser';
export type { Authoriser, Credential, NoCredential, OutgoingRequest, TokenCredential } from './authorisation';
export { type Sleep } from './cancellation';
export { toCodeArtsProjectId, toIamProjectId, toRegistryId, toRepositoryId, toRepositoryUuid } from './checks';
export {
  checkAccessKey,
  checkIdentityName,
  checkPasscode,
  checkPassword,
  checkSecretKey,
  checkSecurityToken,
  checkToken,
} from './credentialChecks';
export type {
  CallOptions,
  CloudApi,
  CurrentUserRepositoriesQuery,
  IssuedToken,
  PasswordIdentity,
  SynchronizationRequested,
  TokenIdentity,
  TokenScope,
  UserRepositoriesQuery,
} from './cloudApi';
export { CloudClient, type CloudClientOptions } from './cloudClient';
export {
  CloudError,
  type CloudErrorDetails,
  type CloudErrorKind,
  type CloudErrorReason,
  type InputProblem,
  isCloudError,
} from './errors';
export type { RequestLogEntry } from './httpRequest';
export type { CodeArtsProjectId, IamProjectId, RegistryId, RepositoryId, RepositoryUuid } from './ids';
export type { KeyGate, KeyOutcome, KeyTurn } from './keyTrial';
export { checkMirrorUrl, type MirrorUrlWarning } from './mirrorUrl';
export { errorFromNetwork, type FailedRequest } from './networkErrors';
export { offersOnlyUnsupported, proxySchemes } from './proxyChallenge';
export * from './records';
export { type Redact, redact, redactorFor } from './redact/redact';
export { type HeldToken, RenewingToken, type RenewingTokenOptions } from './renewingToken';
export { checkEndpoint, type Endpoints, endpointsOf, REGIONS, type Service } from './regions';
