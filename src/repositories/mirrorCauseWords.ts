import { l10n } from 'vscode';
import type { RemoteMirror } from '../api/index';
import { type MirrorHealth, needsAttention } from './mirrorHealth';
import { type MirrorCause, mirrorCause } from './mirrorCause';
import { mirrorStatus } from './mirrorStatus';

/** A button that helps; its command takes the repository. */
export interface MirrorRemedy {
  readonly label: string;
  /** Without `codeartsMirrors.` in front. */
  readonly command:
    | 'mirror.details'
    | 'mirror.edit'
    | 'mirror.openSource'
    | 'mirror.overwrite'
    | 'mirror.sync'
    | 'repository.openInBrowser';
}

export interface MirrorAdvice {
  /** The likely reason and what to do about it, a sentence each. */
  readonly text: string;
  readonly remedy: MirrorRemedy;
}

/** Why a mirror needs attention and what helps; undefined for one that needs none. */
export function mirrorAdvice(mirror: RemoteMirror, health: 'failing'): MirrorAdvice;
export function mirrorAdvice(mirror: RemoteMirror, health: MirrorHealth | undefined): MirrorAdvice | undefined;
export function mirrorAdvice(mirror: RemoteMirror, health: MirrorHealth | undefined): MirrorAdvice | undefined {
  if (health !== 'unknown' && !needsAttention(health)) {
    return undefined;
  }
  // The service may keep the error of an earlier run after a success (NOTES.md section 6).
  const message = mirrorStatus(mirror.status) === 'finished' ? undefined : mirror.lastError?.message;
  const cause = message === undefined ? 'unknown' : mirrorCause(message);
  return health === 'failing' || cause !== 'unknown' ? adviceFor(cause, message) : adviceForState(health, mirror);
}

/** @param message tells whether Git at least said that it was Git that failed */
export function adviceFor(cause: MirrorCause, message = ''): MirrorAdvice {
  switch (cause) {
    case 'credentials':
      return {
        text: l10n.t(
          'The source rejected the sign-in: its credentials are missing, wrong, or expired. Update the CodeArts service endpoint of this mirror.',
        ),
        remedy: openRepository(),
      };
    case 'forbidden':
      return {
        text: l10n.t(
          'The source denied access: the account lacks permission or is blocked, or the addresses of Huawei Cloud are not allowed. Check the account at the source.',
        ),
        remedy: openSource(),
      };
    case 'notFound':
      return {
        text: l10n.t('The source was not found: it was deleted, renamed, or made private. Check its address.'),
        remedy: changeSource(),
      };
    case 'nameResolution':
      return {
        text: l10n.t('Huawei Cloud could not resolve the host name of the source. Check the address for typos.'),
        remedy: changeSource(),
      };
    case 'unreachable':
      return {
        text: l10n.t(
          'Huawei Cloud could not connect to the source: its server is down or not reachable from the internet. Check whether it opens.',
        ),
        remedy: openSource(),
      };
    case 'timeout':
      return {
        text: l10n.t('The source did not answer in time: it is slow, or the repository is large. Sync again.'),
        remedy: syncAgain(),
      };
    case 'transferBroken':
      return { text: l10n.t('The connection broke off during the transfer. Sync again.'), remedy: syncAgain() };
    case 'tls':
      return {
        text: l10n.t(
          'No secure connection to the source: Huawei Cloud does not trust its certificate or encryption. Check the certificate of the source.',
        ),
        remedy: openSource(),
      };
    case 'hostKey':
      return {
        text: l10n.t('The SSH host key of the source is unknown or has changed. Use an HTTPS address.'),
        remedy: changeSource(),
      };
    case 'loginPage':
      return {
        text: l10n.t(
          'A web page answered instead of Git, probably a sign-in page: the source is private, or the address is not that of a repository.',
        ),
        remedy: openSource(),
      };
    case 'redirected':
      return {
        text: l10n.t('The source has moved, and Git did not follow. Enter its new address.'),
        remedy: changeSource(),
      };
    case 'malformedAddress':
      return {
        text: l10n.t('The source address is not valid. Check it for spaces, typos, and the protocol.'),
        remedy: changeSource(),
      };
    case 'rateLimited':
      return {
        text: l10n.t('The source limits the number of requests. Wait a few minutes, then sync again.'),
        remedy: syncAgain(),
      };
    case 'sourceServer':
      return {
        text: l10n.t(
          'The server of the source or of the mirror reported an error of its own. Sync again later; if it still fails, ask who runs the source.',
        ),
        remedy: syncAgain(),
      };
    case 'diverged':
      return {
        text: l10n.t(
          'Branches or tags of this repository have diverged from the source. Keep them elsewhere first, then overwrite them with those of the source.',
        ),
        remedy: { label: l10n.t('Sync and Overwrite…'), command: 'mirror.overwrite' },
      };
    case 'refused':
      return {
        text: l10n.t(
          'This repository rejected the update: a protected branch, a commit rule, or another update at the same time. Check its settings.',
        ),
        remedy: openRepository(),
      };
    case 'tooLarge':
      return {
        text: l10n.t(
          'The source or one of its files exceeds a size limit. Check the limits of this repository, or shrink the source.',
        ),
        remedy: openRepository(),
      };
    case 'storage':
      return {
        text: l10n.t('There is no storage space left, or it cannot be written to. Check the quota of this repository.'),
        remedy: openRepository(),
      };
    case 'lfs':
      return {
        text: l10n.t(
          'Git LFS files are missing or could not be downloaded. Check them and the LFS quota at the source.',
        ),
        remedy: openSource(),
      };
    case 'nameConflict':
      return {
        text: l10n.t(
          'Two names collide, such as the branches “a” and “a/b”. Delete the old one in this repository, then sync again.',
        ),
        remedy: openRepository(),
      };
    case 'shallowSource':
      return {
        text: l10n.t('The source is a shallow clone without its full history. Use a complete repository.'),
        remedy: changeSource(),
      };
    case 'branchMissing':
      return {
        text: l10n.t('A branch that is synced does not exist at the source. Check its default branch.'),
        remedy: openSource(),
      };
    case 'emptySource':
      return { text: l10n.t('The source has no commits yet. Push some, then sync again.'), remedy: openSource() };
    case 'unknown':
      return message.includes('exit status 128')
        ? {
            text: l10n.t(
              'Git could not read the source (128). Check its address, that Huawei Cloud can reach it, and its credentials.',
            ),
            remedy: changeSource(),
          }
        : {
            text: l10n.t(
              'Huawei Cloud gave no known reason. Sync again; if it still fails, check the source’s address and credentials.',
            ),
            remedy: syncAgain(),
          };
  }
}

function adviceForState(health: MirrorHealth | undefined, mirror: RemoteMirror): MirrorAdvice {
  if (health === 'stuck') {
    return {
      text: l10n.t(
        'This sync has made no progress for 2 hours. Sync again. If it gets stuck again, check the size and availability of the source, then contact Huawei Cloud support.',
      ),
      remedy: syncAgain(),
    };
  }
  if (health === 'unknown') {
    return {
      text: l10n.t('Huawei Cloud reports a state that is not documented. Open the repository to see what it means.'),
      remedy: openRepository(),
    };
  }
  return mirror.lastSuccessfulUpdateAt
    ? {
        text: l10n.t('No recent sync has succeeded, and Huawei Cloud reports no error. Sync now.'),
        remedy: syncNow(),
      }
    : {
        text: l10n.t('No sync has ever succeeded, and Huawei Cloud reports no error. Sync now.'),
        remedy: syncNow(),
      };
}

const changeSource = (): MirrorRemedy => ({ label: l10n.t('Change Source…'), command: 'mirror.edit' });
const openSource = (): MirrorRemedy => ({ label: l10n.t('Open Source'), command: 'mirror.openSource' });
const openRepository = (): MirrorRemedy => ({
  label: l10n.t('Open Repository'),
  command: 'repository.openInBrowser',
});
const syncAgain = (): MirrorRemedy => ({ label: l10n.t('Sync Again'), command: 'mirror.sync' });
const syncNow = (): MirrorRemedy => ({ label: l10n.t('Sync Now'), command: 'mirror.sync' });
