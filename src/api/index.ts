/** The only door of the API module. */
export type { AccessKeyCredential } from './auth/accessKeyAuthoriser';
export type { Authoriser, OutgoingRequest } from './http/authoriser';
export type { Credential, NoCredential, TokenCredential } from './auth/credential';
export { type Sleep } from './http/cancellation';
export {
  toCodeArtsProjectId,
  toIamProjectId,
  toRegistryId,
  toRepositoryId,
  toRepositoryUuid,
} from './operations/identifiers';
export {
  checkAccessKey,
  checkIdentityName,
  checkPasscode,
  checkPassword,
  checkSecretKey,
  checkSecurityToken,
  checkToken,
} from './auth/credentialChecks';
export type {
  CallOptions,
  CurrentUserRepositoriesQuery,
  IssuedToken,
  PasswordIdentity,
  SynchronizationRequested,
  TokenIdentity,
  TokenScope,
  UserRepositoriesQuery,
} from './operations/queries';
export { type CloudApi, type CloudClient, type CloudClientOptions, createCloudClient } from './cloudClient';
export {
  CloudError,
  type CloudErrorDetails,
  type CloudErrorKind,
  type CloudErrorReason,
  type InputProblem,
  isCloudError,
} from './errors/cloudError';
export type { RequestLogEntry } from './http/httpRequest';
export type { CodeArtsProjectId, IamProjectId, RegistryId, RepositoryId, RepositoryUuid } from './contract/ids';
export type { KeyGate, KeyOutcome, KeyTurn } from './http/keyTrial';
export { checkMirrorUrl, type MirrorUrlWarning } from './operations/mirrorUrl';
export { errorFromNetwork, type FailedRequest } from './errors/networkErrors';
export { offersOnlyUnsupported, proxySchemes } from './errors/proxyChallenge';
export * from './operations/records';
export { type Redact, redact, redactorFor } from './redact/redact';
export { type HeldToken, RenewingToken, type RenewingTokenOptions } from './auth/renewingToken';
export { checkEndpoint } from './http/endpoint';
export { type Endpoints, endpointsOf, REGIONS, type Service } from './contract/regions';
