/** The only door of the API module. */
export type { Authoriser, Credential, OutgoingRequest, TokenCredential } from './authorisation';
export { type Sleep } from './cancellation';
export {
  checkMirrorUrl,
  checkToken,
  type MirrorUrlWarning,
  toCodeArtsProjectId,
  toIamProjectId,
  toRegistryId,
  toRepositoryId,
  toRepositoryUuid,
} from './checks';
export type {
  CallOptions,
  CloudApi,
  CurrentUserRepositoriesQuery,
  SynchronizationRequested,
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
export * from './records';
export { redact } from './redact';
export { checkEndpoint, type Endpoints, endpointsOf, REGIONS, type Service } from './regions';
