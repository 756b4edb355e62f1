import type * as vscode from 'vscode';
import { l10n } from 'vscode';
import { withoutIcons } from '../../ui/displayText';
import { sentences } from '../../ui/punctuation';
import { askEnterpriseProject, enterpriseProjectWords } from '../enterpriseProject';
import type { Draft } from './draft';
import type { SignInParts, SignInStep } from './parts';
import { askName } from './names';
import { profileOf } from './outcome';
import { askCheckedPick, askPick } from './prompts';
import { tokenForProject } from './verify';
import { refusalText } from './refusalText';

/** Asks which IAM project of the region is meant, where there are several. A token that was pasted is for one. */
export function projectStep({ clients }: SignInParts): SignInStep {
  return {
    part: 4,
    applies: ({ method, verified }) => (verified === undefined ? method !== 'token' : verified.projects.length > 1),
    answered: ({ project }) => project !== undefined,
    forget: (draft) => ({ ...draft, project: undefined }),
    ask: (draft, place) => {
      const { verified, region = '', again } = draft;
      return askCheckedPick({
        ...place,
        title: l10n.t('Sign In to Huawei Cloud: IAM Project'),
        placeholder: l10n.t('IAM project whose image registries are listed. Not the same as a CodeArts project.'),
        items: (verified?.projects ?? []).map((project) => ({
          label: withoutIcons(project.name),
          description: withoutIcons(project.id),
          project,
        })),
        active: ({ project }) => project.id === again?.iamProject.id,
        refusal: refusalText,
        check: async ({ project }, signal) => ({
          ...draft,
          project,
          verified: verified && (await tokenForProject(verified, project, region, clients, signal)),
        }),
      });
    },
  };
}

interface ReviewItem extends vscode.QuickPickItem {
  readonly action: 'signIn' | 'name' | 'enterpriseProject';
}

/** Shows what the profile will be; Enter signs in, and what has a sensible value already can be changed. */
export function reviewStep({ formats, outlook }: SignInParts): SignInStep {
  return {
    part: 4,
    applies: () => true,
    answered: ({ confirmed }) => confirmed === true,
    forget: (draft) => draft,
    ask: async (given, place) => {
      let draft = given;
      for (;;) {
        const title = l10n.t('Sign In to Huawei Cloud: Profile');
        const answer = await askPick({
          ...place,
          // Enter signs in, also after a name was changed.
          kept: undefined,
          title,
          placeholder: l10n.t('Press Enter to sign in'),
          items: reviewItems(draft, (date) => formats.absolute(date), outlook),
        });
        if (answer.kind !== 'done') {
          return answer;
        }
        const { action } = answer.value;
        if (action === 'signIn') {
          return { kind: 'done', value: { ...draft, confirmed: true } };
        }
        const changed = action === 'name' ? await askProfileName(draft) : await askEnterprise(draft);
        draft = changed ?? draft;
      }
    },
  };
}

async function askProfileName(draft: Draft): Promise<Draft | undefined> {
  const answer = await askName({
    title: l10n.t('Name of the profile'),
    step: 2,
    steps: 2,
    prompt: l10n.t('What you want to call it'),
    value: profileOf(draft)?.name,
    take: (name) => ({ ...draft, name }),
  });
  return answer.kind === 'done' ? answer.value : undefined;
}

async function askEnterprise(draft: Draft): Promise<Draft | undefined> {
  const chosen = await askEnterpriseProject(profileOf(draft)?.enterpriseProjectId);
  return chosen && { ...draft, enterpriseProject: chosen };
}

function reviewItems(
  draft: Draft,
  moment: (date: Date) => string,
  outlook: SignInParts['outlook'],
): readonly ReviewItem[] {
  const { verified, region = '', keepPassword } = draft;
  const profile = profileOf(draft);
  const project = draft.project ?? verified?.projects[0];
  const who = [verified?.user.name, verified?.account.name, project?.name ?? region].filter(
    (part) => part !== undefined && part !== '',
  );
  const ends = verified?.token?.expiresAt;
  const lasts =
    ends === undefined
      ? keyLasts(draft)
      : keepPassword === true
        ? l10n.t('The token renews automatically.')
        : l10n.t('The token expires {0}.', moment(ends));
  return [
    {
      action: 'signIn',
      label: l10n.t('$(check) Sign in'),
      description: withoutIcons(who.join(' · ')),
      detail: sentences(lasts, outlookWords(draft, outlook)),
    },
    { action: 'name', label: l10n.t('$(edit) Name'), description: withoutIcons(profile?.name ?? '') },
    {
      action: 'enterpriseProject',
      label: l10n.t('$(organization) Enterprise project'),
      description: withoutIcons(enterpriseProjectWords(profile?.enterpriseProjectId)),
    },
  ];
}

/** In a browser, a reload may end a sign-in before its time. */
function outlookWords({ found }: Draft, outlook: SignInParts['outlook']): string {
  if (found !== undefined || outlook === 'kept') {
    return '';
  }
  return outlook === 'lost'
    ? l10n.t('Reloading this page signs you out.')
    : l10n.t('In a browser, reloading the page may sign you out.');
}

function keyLasts({ key, found }: Draft): string {
  return (key?.securityToken ?? found?.credential.securityToken) === undefined
    ? l10n.t('The key doesn’t expire.')
    : l10n.t('The key is temporary and expires.');
}
