import { l10n } from 'vscode';
import type { CloudError, Service } from '../api/index';
import { errorText, vendorDetails } from '../ui/errorText';
import { sentences } from '../ui/punctuation';
import type { Profile } from '../ui/session';
import type { Formats } from '../ui/time';
import type { AccountCheck, AccountFacts, Outcome, ProjectVerdict, SkipReason } from './account';
import { type Finding, notChecked } from './findings';

const SERVICE_OF: Readonly<Record<AccountCheck, Service>> = {
  credential: 'iam',
  project: 'iam',
  repositories: 'repo',
  mirror: 'repo',
  registries: 'hss',
  codeArtsProjects: 'projectman',
};

/** Token or key, project and rights, a row for each check. */
export function accountFindings(facts: AccountFacts, profile: Profile, at: Date, formats: Formats): readonly Finding[] {
  const allowed = (words: string): Pick<Finding, 'verdict' | 'brief' | 'text'> => ({
    verdict: 'ok',
    brief: l10n.t('allowed'),
    text: words,
  });
  return [
    finding('credential', facts.credential, (value) => ({
      verdict: 'ok',
      brief: l10n.t('valid'),
      text:
        value === 'key'
          ? l10n.t('the access key works: IAM accepted a request signed with it')
          : l10n.t(
              'the token is valid until {0} ({1})',
              formats.absolute(value.endsAt),
              formats.relative(value.endsAt, at),
            ),
    })),
    finding('project', facts.project, (verdict) => projectWords(verdict, profile)),
    finding('repositories', facts.repositories, ({ items, total }) =>
      allowed(l10n.t('may be listed ({0} in all)', formats.count(total ?? items.length))),
    ),
    finding('mirror', facts.mirror, (mirror) =>
      allowed(
        mirror === undefined
          ? l10n.t('may be read, tried with one repository, which has no mirror')
          : l10n.t('may be read, tried with the mirror of one repository'),
      ),
    ),
    finding('registries', facts.registries, (count) =>
      allowed(l10n.t('may be listed ({0} in all)', formats.count(count))),
    ),
    finding('codeArtsProjects', facts.codeArtsProjects, (count) =>
      allowed(l10n.t('may be listed ({0} in all)', formats.count(count))),
    ),
  ];
}

/** What is being checked, for the table and while it goes on. */
export function checkName(check: AccountCheck): string {
  switch (check) {
    case 'credential':
      return l10n.t('Sign-in');
    case 'project':
      return l10n.t('IAM project');
    case 'repositories':
      return l10n.t('Right to list repositories (CodeArts Repo)');
    case 'mirror':
      return l10n.t('Right to read remote mirrors (CodeArts Repo)');
    case 'registries':
      return l10n.t('Right to list image registries (HSS)');
    case 'codeArtsProjects':
      return l10n.t('Right to list projects (ProjectMan)');
  }
}

function finding<T>(
  check: AccountCheck,
  outcome: Outcome<T>,
  wordsOf: (value: T) => Omit<Finding, 'check' | 'services'>,
): Finding {
  const named = { check: checkName(check), services: [SERVICE_OF[check]] };
  switch (outcome.kind) {
    case 'ok':
      return { ...named, ...wordsOf(outcome.value) };
    case 'skipped':
      return notChecked(named.check, named.services, skipWords(outcome.why));
    case 'failed':
      return { ...named, ...failureWords(check, outcome.error) };
  }
}

function failureWords(check: AccountCheck, error: CloudError): Omit<Finding, 'check' | 'services'> {
  const { message, remedy } = errorText(error);
  const details = [error.kind, vendorDetails(error)].filter((part) => part !== '').join(' · ');
  const advice = error.kind === 'forbidden' ? (rightAdvice(check, error) ?? message) : message;
  const signIn = remedy?.command === 'codeartsMirrors.signIn' ? l10n.t('Run the command “Sign In”.') : '';
  return {
    verdict: 'problem',
    brief: error.kind === 'forbidden' ? l10n.t('not allowed') : l10n.t('failed'),
    text: l10n.t('{0} ({1})', message, details),
    advice: sentences(advice, signIn),
  };
}

/** Who can give the right that is missing; undefined when the error's own words tell better. */
function rightAdvice(check: AccountCheck, { reason }: CloudError): string | undefined {
  if (reason !== undefined && reason !== 'noPermission' && reason !== 'deniedByPolicy') {
    return undefined;
  }
  switch (check) {
    case 'credential':
    case 'project':
      return undefined;
    case 'repositories':
      return l10n.t(
        'You may not list repositories. Ask to be made a member of the CodeArts project, or ask an account administrator which IAM policy denies it.',
      );
    case 'mirror':
      return l10n.t(
        'You may not read the remote mirror of a repository that you can see. Ask an administrator of the repository for the right to read it.',
      );
    case 'registries':
      // Source: productdesc-hss2.0/hss_01_0130, system-defined policies of HSS.
      return l10n.t(
        'You have no right to read HSS here. Ask an account administrator for the IAM policy “HSS ReadOnlyAccess” in this region’s project, or for the enterprise project in use. With “Edit Profile” you can choose another enterprise project; all_granted_eps shows all that you can access.',
      );
    case 'codeArtsProjects':
      return l10n.t(
        'You may not list CodeArts projects. Repositories are still shown; ask an account administrator if you want to see projects.',
      );
  }
}

function projectWords(verdict: ProjectVerdict, { region }: Profile): Omit<Finding, 'check' | 'services'> {
  switch (verdict) {
    case 'fits':
      return { verdict: 'ok', brief: l10n.t('found'), text: l10n.t('found, and it belongs to the region {0}', region) };
    case 'missing':
      return {
        verdict: 'problem',
        brief: l10n.t('not found'),
        text: l10n.t('The IAM project of the profile is none that this sign-in may use.'),
        advice: l10n.t(
          'The IAM project is gone, or access to it was taken away. Sign in again and choose another one, or ask an account administrator.',
        ),
      };
    case 'disabled':
      return {
        verdict: 'problem',
        brief: l10n.t('disabled'),
        text: l10n.t('The IAM project of the profile is disabled.'),
        advice: l10n.t('The IAM project is disabled. An account administrator can enable it; else choose another one.'),
      };
    case 'otherRegion':
      return {
        verdict: 'problem',
        brief: l10n.t('other region'),
        text: l10n.t('The IAM project of the profile does not belong to the region {0}.', region),
        advice: l10n.t('Region and IAM project do not fit together. Sign in again, with the region of the project.'),
      };
  }
}

function skipWords(why: SkipReason): string {
  switch (why) {
    case 'signInRefused':
      return l10n.t('the sign-in is not valid');
    case 'sessionEnded':
      return l10n.t('the session has ended meanwhile');
    case 'unreachable':
      return l10n.t('the service cannot be reached');
    case 'notOffered':
      return l10n.t('the service is not offered in this region');
    case 'addressUnusable':
      return l10n.t('there is no usable address');
    case 'noRepository':
      return l10n.t('there is no repository to try it with');
    case 'noRepositoryList':
      return l10n.t('the repositories could not be listed');
    case 'stopped':
      return l10n.t('cancelled');
  }
}
