import type { Credentials } from '../git/fetch';
import type { MirrorEntry, MirrorWire, NoMirrorForm, RepositoryRecord } from '../model';
import { invalidParameters, Refusal, refusals } from '../refusals';
import { handler, repositoryOf, type Cloud } from './cloud';

const READ_ONLY_ROLE = 20;

/** `GET .../remote-mirror`. A repository without a mirror answers in one of the forms that a client must expect. */
const showRemoteMirror = handler('showRemoteMirror', ({ cloud, path }) => {
  const repository = repositoryOf(cloud, path.repository_id, refusals.mirrorNotFound);
  const entry = cloud.state.mirror(repository.id);
  return { status: 200, body: entry.kind === 'mirror' ? entry.record : noMirror(entry.form, repository.id) };
});

/** `POST .../remote-mirror`: the second of two starts gets the job of the first. */
const startRemoteMirrorSynchronization = handler('startRemoteMirrorSynchronization', ({ cloud, path, body }) => {
  const { repository } = existingMirror(cloud, path.repository_id);
  const jid = cloud.mirroring.start(repository, {
    credentials: credentialsOf(body?.username, body?.password),
    endpointUuid: body?.endpoint_uuid,
    force: body?.force_fetch,
  });
  return { status: 200, body: { jid } };
});

/** `PUT .../remote-mirror`: fields that are left out keep their values, an empty endpoint takes it away. */
const updateRepositoryRemoteMirror = handler('updateRepositoryRemoteMirror', ({ cloud, path, body }) => {
  const { repository, entry } = existingMirror(cloud, path.repository_id);
  const url = body?.url === undefined ? entry.record.url : sourceAddress(body.url);
  const branches = body?.sync_branch_type ?? entry.branches;
  const record = {
    ...entry.record,
    url,
    mirroring_enabled: body?.mirroring_enabled ?? entry.record.mirroring_enabled ?? false,
    endpoint_uuid: body?.endpoint_uuid === '' ? null : (body?.endpoint_uuid ?? entry.record.endpoint_uuid ?? null),
  };
  const setBy = url === entry.record.url ? entry.setBy : 'person';
  const { mirroring_enabled, endpoint_uuid } = record;
  cloud.state.setMirror(repository.id, {
    ...entry,
    record: { ...record, is_private: endpoint_uuid !== null },
    branches,
    setBy,
  });
  return { status: 200, body: { url, mirroring_enabled, endpoint_uuid, sync_branch_type: branches } };
});

/** `POST .../remote-mirror/associate`: another address replaces the old one, and is synchronised at once. */
const associateRemoteMirror = handler('associateRemoteMirror', ({ cloud, path, body }) => {
  const repository = repositoryOf(cloud, path.repository_id);
  if (repository.role === READ_ONLY_ROLE) {
    throw refusals.associateForbidden();
  }
  const url = sourceAddress(body?.url ?? '');
  const entry = cloud.state.mirror(repository.id);
  if (entry.kind === 'mirror' && entry.record.url === url) {
    cloud.state.setMirror(repository.id, { ...entry, setBy: 'person' });
    return { status: 201, body: entry.record };
  }
  cloud.state.setMirror(repository.id, associated(cloud, repository, entry.kind === 'mirror' ? entry : undefined, url));
  cloud.mirroring.start(repository);
  const stored = cloud.state.mirror(repository.id);
  return { status: 201, body: stored.kind === 'mirror' ? stored.record : {} };
});

export const mirrorOperations = [
  showRemoteMirror,
  startRemoteMirrorSynchronization,
  updateRepositoryRemoteMirror,
  associateRemoteMirror,
] as const;

function existingMirror(cloud: Cloud, id: number): { repository: RepositoryRecord; entry: MirrorEntry } {
  const repository = repositoryOf(cloud, id, refusals.mirrorNotFound);
  if (repository.role === READ_ONLY_ROLE) {
    throw refusals.mirrorForbidden();
  }
  const entry = cloud.state.mirror(repository.id);
  if (entry.kind !== 'mirror') {
    throw refusals.mirrorNotFound();
  }
  return { repository, entry };
}

function noMirror(form: NoMirrorForm, repositoryId: number): MirrorWire | null {
  switch (form) {
    case 'notFound':
      throw refusals.mirrorNotFound();
    case 'null':
      return null;
    case 'empty':
      return {};
    case 'nullUrl':
      return { id: null, repository_id: repositoryId, update_status: 'none', url: null, number_of_failures: 0 };
  }
}

function associated(
  cloud: Cloud,
  repository: RepositoryRecord,
  previous: MirrorEntry | undefined,
  url: string,
): MirrorEntry {
  const record: MirrorWire = {
    id: previous?.record.id ?? cloud.state.nextMirrorId(),
    repository_id: repository.id,
    update_status: 'none',
    last_update_at: null,
    url,
    last_successful_update_at: null,
    number_of_failures: null,
    mirroring_enabled: previous?.record.mirroring_enabled ?? false,
    is_private: false,
    endpoint_uuid: null,
    last_error: null,
  };
  return { kind: 'mirror', record, branches: previous?.branches ?? 'all', setBy: 'person' };
}

/** Sources are reached over HTTP only, and an address is no place for a password. */
function sourceAddress(text: string): string {
  const valid = URL.canParse(text) && /^https?:\/\//i.test(text);
  const { username, password } = valid ? new URL(text) : { username: '', password: '' };
  if (!valid || username !== '' || password !== '') {
    throw invalidParameters('repoFlat', 'url must start with http:// or https:// and hold no credentials');
  }
  return text;
}

/** User name and password travel as Base64. */
function credentialsOf(username?: string, password?: string): Credentials | undefined {
  if (username === undefined && password === undefined) {
    return undefined;
  }
  return { username: fromBase64(username ?? ''), password: fromBase64(password ?? '') };
}

function fromBase64(text: string): string {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64').replace(/=+$/, '') !== text.replace(/=+$/, '')) {
    throw new Refusal(400, 'CH.080002', 'Invalid parameter: username and password must be Base64');
  }
  return bytes.toString('utf8');
}
