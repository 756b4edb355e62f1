import { unexpectedAnswer, unwrapped } from './answers';
import { badInput, checkOneOf, checkText } from '../errors/inputChecks';
import { toRepositoryId } from './identifiers';
import type { CallOptions, SynchronizationRequested } from './queries';
import type { CloudError } from '../errors/cloudError';
import { isCloudError } from '../errors/cloudError';
import type { Http } from '../http/send';
import type { RepositoryId } from '../contract/ids';
import { readMirror, readMirrorSettings } from './mirrorRecords';
import { readRecord, readText } from '../contract/readers';
import type { RemoteMirror, RemoteMirrorSettings, RemoteMirrorUpdate, SynchronizationOptions } from './records';
import { checkMirrorUrl } from './mirrorUrl';
import { showRepository } from './repositories';
import type { components } from '../contract/schema.gen';

const BRANCHES = ['all', 'default'] as const;

type Bodies = components['schemas'];

/**
 * Mirror of a repository and how its last synchronisation went.
 *
 * @param id 1-2147483647.
 * @returns `undefined` when the repository exists and has no mirror. What the service answers then is undocumented:
 * `null`, an empty record, one without address and status, and 404 are taken for it; after a 404 the repository is looked
 * up.
 * @throws CloudError; `notFound` when the repository does not exist, `malformed` for an answer of any other shape: a
 * mirror that fails could hide behind it.
 * Source: vendor page 获取仓库镜像详情; NOTES.md section 6.
 */
export async function showRemoteMirror(
  http: Http,
  id: RepositoryId | number,
  options: CallOptions = {},
): Promise<RemoteMirror | undefined> {
  const operation = 'showRemoteMirror';
  const checked = toRepositoryId(id, operation);
  try {
    const answer = await http.send({
      operation,
      service: 'repo',
      method: 'GET',
      path: mirrorPath(checked),
      signal: options.signal,
      background: options.background,
    });
    const mirror = readMirror(answer.body, http);
    if (mirror === 'unreadable') {
      throw unexpectedAnswer(operation, answer, 'mirror');
    }
    return mirror === 'noMirror' ? undefined : { ...mirror, repositoryId: mirror.repositoryId ?? checked };
  } catch (error) {
    if (!isCloudError(error) || !meansNoMirror(error)) {
      throw error;
    }
    await confirmNoMirror(http, checked, error, options);
    return undefined;
  }
}

/**
 * Turns a plain repository into a mirror of a remote one. Whether it also starts a first synchronisation is undocumented.
 *
 * @param id 1-2147483647.
 * @param url Source address, see `checkMirrorUrl`.
 * @returns The mirror as the answer describes it, `undefined` when the answer says nothing. Neither proves what is stored:
 * read the mirror back.
 * @throws CloudError; with `mayHaveHappened` when it was sent and no usable answer arrived.
 * Source: vendor page "Associating a Common Repository with a Remote Image".
 */
export async function associateRemoteMirror(
  http: Http,
  id: RepositoryId | number,
  url: string,
  options: CallOptions = {},
): Promise<RemoteMirror | undefined> {
  const operation = 'associateRemoteMirror';
  const repositoryId = toRepositoryId(id, operation);
  const body: Bodies['RemoteMirrorAssociate'] = { url: checkMirrorUrl(url, operation).url };
  const answer = await http.send({
    operation,
    service: 'repo',
    method: 'POST',
    path: `${mirrorPath(repositoryId)}/associate`,
    body,
    signal: options.signal,
  });
  const mirror = readMirror(answer.body ?? null, http);
  if (mirror === 'unreadable') {
    throw unexpectedAnswer(operation, answer, 'mirror', true);
  }
  return mirror === 'noMirror' ? undefined : { ...mirror, repositoryId: mirror.repositoryId ?? repositoryId };
}

/**
 * Asks for a synchronisation. It runs later; the mirror shows how it went.
 *
 * @param id 1-2147483647.
 * @param synchronization User name and password as plain text, for this run only; `force` overwrites diverged branches.
 * @throws CloudError; with `mayHaveHappened` when it was sent and no usable answer arrived.
 * Source: StartRemoteMirrorSynchronization.
 */
export async function startRemoteMirrorSynchronization(
  http: Http,
  id: RepositoryId | number,
  synchronization: SynchronizationOptions = {},
  options: CallOptions = {},
): Promise<SynchronizationRequested> {
  const operation = 'startRemoteMirrorSynchronization';
  const repositoryId = toRepositoryId(id, operation);
  const { username, password, endpointUuid, force } = synchronization;
  const body: Bodies['RemoteMirrorSync'] = {
    username: base64(username),
    password: base64(password),
    endpoint_uuid: optionalText(endpointUuid, 'endpointUuid', operation),
    force_fetch: force,
  };
  const answer = await http.send({
    operation,
    service: 'repo',
    method: 'POST',
    path: mirrorPath(repositoryId),
    body,
    secrets: password === undefined ? [] : [password],
    signal: options.signal,
  });
  return { taskId: readText(readRecord(unwrapped(answer.body, ['jid']))?.jid) };
}

/**
 * Changes a mirror. What is left out may or may not keep its value, so send all that is known.
 *
 * @param id 1-2147483647.
 * @param update At least one field. `scheduled: true` turns the schedule on, which makes the repository read-only.
 * @returns The settings as the answer describes them, each `undefined` when it says nothing of it. Read the mirror back:
 * the reference describes the schedule upside down.
 * @throws CloudError; with `mayHaveHappened` when it was sent and no usable answer arrived.
 * Source: UpdateRepositoryRemoteMirror; NOTES.md section 6.
 */
export async function updateRepositoryRemoteMirror(
  http: Http,
  id: RepositoryId | number,
  update: RemoteMirrorUpdate,
  options: CallOptions = {},
): Promise<RemoteMirrorSettings> {
  const operation = 'updateRepositoryRemoteMirror';
  const repositoryId = toRepositoryId(id, operation);
  const { url, branches, scheduled, endpointUuid } = update;
  const body: Bodies['RemoteMirrorUpdate'] = {
    url: url === undefined ? undefined : checkMirrorUrl(url, operation).url,
    sync_branch_type: branches === undefined ? undefined : checkOneOf(branches, BRANCHES, 'branches', operation),
    mirroring_enabled: scheduled,
    endpoint_uuid: optionalText(endpointUuid, 'endpointUuid', operation),
  };
  if (JSON.stringify(body) === '{}') {
    throw badInput(operation, 'update', 'empty', 'changes nothing');
  }
  const answer = await http.send({
    operation,
    service: 'repo',
    method: 'PUT',
    path: mirrorPath(repositoryId),
    body,
    signal: options.signal,
  });
  const settings = readMirrorSettings(answer.body, http);
  if (settings === undefined) {
    throw unexpectedAnswer(operation, answer, 'settings', true);
  }
  return settings;
}

/** A 404 of the gateway is about the address, not about the mirror. */
function meansNoMirror(error: CloudError): boolean {
  return error.kind === 'notFound' && error.status === 404 && error.reason !== 'notServedHere';
}

/** "No mirror" and "no repository" may be worded alike: only the repository itself can tell. */
async function confirmNoMirror(
  http: Http,
  id: RepositoryId,
  notFound: CloudError,
  options: CallOptions,
): Promise<void> {
  try {
    await showRepository(http, id, options);
  } catch (error) {
    throw isCloudError(error) && error.kind === 'notFound' ? notFound : error;
  }
}

function mirrorPath(id: RepositoryId): string {
  return `/v4/repositories/${id}/remote-mirror`;
}

function optionalText(value: string | undefined, parameter: string, operation: string): string | undefined {
  return value === undefined || value === '' ? undefined : checkText(value, 256, parameter, operation);
}

/** An encoding that the wire wants, not a protection. */
function base64(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : Buffer.from(text, 'utf8').toString('base64');
}
