import { l10n } from 'vscode';
import type { RemoteMirror, Repository } from '../api/index';
import { type Fact, toFacts } from '../ui/markdown';
import type { Formats } from '../ui/time';
import type { MirrorHealth } from './mirrorHealth';
import { mirrorStatus } from './mirrorStatus';
import type { MirrorReading } from './mirrorState';
import type { MirrorTimes } from './mirrorTimes';
import { statusWords } from './mirrorWords';

/**
 * Everything that the vendor tells about a mirror, in the order in which people ask. What its error means is another
 * bundle, as only those who look at a mirror need it.
 */
export async function mirrorFacts(
  { mirror, times }: MirrorReading,
  health: MirrorHealth | undefined,
  now: Date,
  formats: Formats,
): Promise<readonly Fact[]> {
  if (!mirror) {
    return [];
  }
  const { mirrorAdvice } = await import('./mirrorCauseWords');
  const advice = mirrorAdvice(mirror, health);
  const date = (value: Date | undefined): string | undefined => value && dateText(value, now, formats);
  return toFacts([
    [l10n.t('Last run'), statusWords(mirror.status)],
    [l10n.t('Source address'), mirror.sourceUrl, 'code'],
    [l10n.t('Last success'), successText(mirror, times, now, formats) ?? l10n.t('never')],
    [l10n.t('Last activity'), date(mirror.lastUpdateAt)],
    [
      l10n.t('Clock'),
      times.clockIsWrong
        ? l10n.t(
            'Huawei Cloud reported a time in the future. Its clock or the clock of this computer is wrong, so ages are counted from when the time was first seen.',
          )
        : undefined,
    ],
    [l10n.t('Failures in a row'), mirror.failures === undefined ? undefined : formats.count(mirror.failures)],
    [l10n.t('Last error'), errorWords(mirror)],
    [l10n.t('What to do'), advice?.text],
    [l10n.t('Scheduled sync'), yesNo(mirror.scheduled, l10n.t('on'), l10n.t('off'))],
    [l10n.t('Private mirror'), yesNo(mirror.isPrivate, l10n.t('yes'), l10n.t('no'))],
    [l10n.t('Service endpoint'), mirror.endpointUuid, 'code'],
    [l10n.t('Mirror ID'), mirror.id?.toString(), 'code'],
  ]);
}

/** Everything that the vendor tells about a repository. */
export function repositoryFacts(repository: Repository, now: Date, formats: Formats): readonly Fact[] {
  const date = (value: Date | undefined): string | undefined => value && dateText(value, now, formats);
  return toFacts([
    [l10n.t('Repository ID'), repository.id.toString(), 'code'],
    [l10n.t('Repository UUID'), repository.uuid, 'code'],
    [l10n.t('Project'), repository.projectName],
    [l10n.t('CodeArts project ID'), repository.projectId, 'code'],
    [l10n.t('Project deleted'), repository.projectDeleted === true ? l10n.t('yes') : undefined],
    [l10n.t('Group'), repository.groupName],
    [l10n.t('HTTPS address'), repository.httpsUrl, 'code'],
    [l10n.t('SSH address'), repository.sshUrl, 'code'],
    [l10n.t('Web page'), repository.webUrl, 'code'],
    [l10n.t('Visibility'), visibilityWords(repository.visibility)],
    [l10n.t('Size'), repository.size],
    [l10n.t('LFS size'), repository.lfsSize],
    [l10n.t('State'), stateWords(repository.status)],
    [l10n.t('Creator'), repository.creatorName],
    [l10n.t('Creator’s IAM user ID'), repository.creatorUserId, 'code'],
    [l10n.t('Account'), repository.accountName],
    [l10n.t('Created'), date(repository.createdAt)],
    [l10n.t('Updated'), date(repository.updatedAt)],
    [l10n.t('Your role'), roleWords(repository)],
    [l10n.t('Starred'), yesNo(repository.starred, l10n.t('yes'), l10n.t('no'))],
  ]);
}

/** The server's date, and its age by this computer's clock. */
function successText(
  { lastSuccessfulUpdateAt }: RemoteMirror,
  { success }: MirrorTimes,
  now: Date,
  formats: Formats,
): string | undefined {
  return lastSuccessfulUpdateAt && success
    ? l10n.t('{0} ({1})', formats.absolute(lastSuccessfulUpdateAt), formats.relative(success, now))
    : undefined;
}

function dateText(date: Date, now: Date, formats: Formats): string {
  // What lies in the future is no age.
  return date > now ? formats.absolute(date) : l10n.t('{0} ({1})', formats.absolute(date), formats.relative(date, now));
}

function yesNo(value: boolean | undefined, yes: string, no: string): string | undefined {
  return value === undefined ? undefined : value ? yes : no;
}

function errorWords({ lastError, status }: RemoteMirror): string | undefined {
  if (!lastError) {
    return undefined;
  }
  const text =
    lastError.code === undefined ? lastError.message : l10n.t('{0} (code {1})', lastError.message, lastError.code);
  // The service may keep the error of an earlier run after a success (NOTES.md section 6).
  return mirrorStatus(status) === 'finished' ? l10n.t('{0} — from an earlier run', text) : text;
}

/** Between the two levels that v2 documents; it is GitLab's, whose records these are. */
const INTERNAL_LEVEL = '10';

function visibilityWords(visibility: string | undefined): string | undefined {
  switch (visibility) {
    case 'private':
      return l10n.t('private');
    case 'internal':
    case INTERNAL_LEVEL:
      return l10n.t('internal');
    case 'public':
      return l10n.t('public');
    case undefined:
      return undefined;
    default:
      return unknownWords(visibility);
  }
}

/** A value that no page of the vendor names. */
function unknownWords(value: string): string {
  return l10n.t('unknown ({0})', value);
}

function stateWords(status: number | undefined): string | undefined {
  switch (status) {
    case undefined:
      return undefined;
    case 0:
      return l10n.t('normal');
    case 1:
      return l10n.t('being created');
    case 2:
      return l10n.t('creation failed');
    case 3:
      return l10n.t('frozen');
    case 4:
      return l10n.t('closed');
    case 5:
      return l10n.t('being cleaned up');
    case 7:
      return l10n.t('being deleted');
    default:
      return unknownWords(status.toString());
  }
}

function roleWords({ role, isOwner }: Repository): string | undefined {
  const owner = isOwner === true ? l10n.t('owner') : undefined;
  switch (role) {
    case undefined:
      return owner;
    case 20:
      return owner ?? l10n.t('read-only member');
    case 30:
      return owner ?? l10n.t('member');
    case 40:
      return owner === undefined ? l10n.t('administrator') : l10n.t('owner, administrator');
    default:
      return owner ?? unknownWords(role.toString());
  }
}
