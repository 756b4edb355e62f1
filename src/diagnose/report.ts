import { l10n } from 'vscode';
import type { Service } from '../api/index';
import { errorText } from '../ui/errorText';
import type { Formats } from '../ui/time';
import { labelled, listOf, seriesOf, withRemark } from '../ui/punctuation';
import { accountFindings } from './accountWords';
import type { Diagnosis } from './diagnosis';
import { environmentSection, profileSection, proxyFindings, proxySection, type Surroundings } from './environment';
import { type Advice, adviceOf, type Finding, marked } from './findings';
import type { OriginFacts } from './network';
import { originFindings, type OriginFindings, rowsOf } from './networkWords';
import { safe, safeCode, table } from './safeText';
import { SERVICE_NAMES, SERVICES } from './services';

interface CheckedOrigin {
  readonly facts: OriginFacts;
  readonly findings: OriginFindings;
}

/** The report in Markdown. It holds no secret, and nothing in it is interpreted that came from outside. */
export function reportOf(diagnosis: Diagnosis, surroundings: Surroundings, formats: Formats): string {
  const { at, profile, account, stopped } = diagnosis;
  const origins = diagnosis.origins.map((facts) => ({ facts, findings: originFindings(facts, at, formats) }));
  const rights = accountFindings(account, profile, at, formats);
  const advice = adviceOf([
    ...settingsFindings(diagnosis),
    ...origins.flatMap(({ findings }) => rowsOf(findings)),
    ...rights,
  ]);
  return [
    `# ${safe(l10n.t('Connection report'))}`,
    `**${safe(verdictOf(advice, stopped))}**`,
    safe(l10n.t('Account {0}, region {1}, checked {2}.', profile.accountName, profile.region, formats.absolute(at))),
    ...(stopped
      ? [
          safe(
            l10n.t('The check was cancelled. This report says what was found until then; the rest is “not checked”.'),
          ),
        ]
      : []),
    `## ${safe(l10n.t('What to do'))}`,
    adviceList(advice, stopped),
    `## ${safe(l10n.t('Services'))}`,
    overview(diagnosis, origins, rights),
    `## ${safe(l10n.t('Sign-in and rights'))}`,
    safe(l10n.t('Only reading was tried. Nothing was changed.')),
    findingTable(rights),
    `## ${safe(l10n.t('Addresses'))}`,
    ...origins.flatMap((origin) => addressSection(origin, diagnosis)),
    ...(origins.length === 0 ? [safe(l10n.t('There is no address that could be checked.'))] : []),
    profileSection(diagnosis),
    proxySection(diagnosis.proxies),
    environmentSection(at, surroundings, formats),
    '',
  ].join('\n\n');
}

/** What is wrong before any request: settings that cannot be used. */
function settingsFindings({ endpoints, proxies }: Diagnosis): readonly Finding[] {
  const wrong: readonly Finding[] =
    'kind' in endpoints
      ? [
          {
            check: l10n.t('Settings'),
            verdict: 'problem',
            brief: l10n.t('failed'),
            text: errorText(endpoints).message,
            services: [],
          },
        ]
      : [];
  return [...wrong, ...proxyFindings(proxies)];
}

function verdictOf(advice: readonly Advice[], stopped: boolean): string {
  const problems = advice.filter(({ verdict }) => verdict === 'problem');
  const subjects = (list: readonly Advice[]): string => seriesOf(list.map(subjectOf));
  if (problems.length > 0) {
    return problems.length === 1
      ? l10n.t('1 problem found: {0}.', subjects(problems))
      : l10n.t('{0} problems found: {1}.', problems.length, subjects(problems));
  }
  if (advice.length > 0) {
    return l10n.t('No problem found, but look at this: {0}.', subjects(advice));
  }
  return stopped ? l10n.t('No problem found until the check was cancelled.') : l10n.t('No problem found.');
}

function namesOf(services: readonly Service[]): string {
  return listOf(services.map((service) => SERVICE_NAMES[service]));
}

/** `Certificate (CodeArts Repo, HSS)`. Where the name of the check tells the service, it is not said twice. */
function subjectOf({ check, services }: Advice): string {
  const names = namesOf(services);
  return names === '' || check.includes(names) ? check : withRemark(check, names);
}

function adviceList(advice: readonly Advice[], stopped: boolean): string {
  if (advice.length === 0) {
    return safe(
      stopped ? l10n.t('Run the command again to check everything.') : l10n.t('Nothing: all that was checked works.'),
    );
  }
  return advice
    .map((each, position) => `${position + 1}. ${labelled(`**${safe(subjectOf(each))}**`, safe(each.advice))}`)
    .join('\n');
}

/** A row for each service, in few words. */
function overview({ endpoints }: Diagnosis, origins: readonly CheckedOrigin[], rights: readonly Finding[]): string {
  const header = [
    l10n.t('Service'),
    'DNS',
    l10n.t('Proxy'),
    l10n.t('Certificate'),
    l10n.t('Answer'),
    l10n.t('Clock'),
    l10n.t('Sign-in and rights'),
  ];
  const rows = SERVICES.map((service) => {
    const origin = origins.find(({ facts }) => facts.services.includes(service));
    if (!origin) {
      const why = 'kind' in endpoints ? l10n.t('not checked') : l10n.t('not offered in this region');
      return [safe(SERVICE_NAMES[service]), safe(marked('none', why)), '–', '–', '–', '–', '–'];
    }
    return [safe(SERVICE_NAMES[service]), ...rowsOf(origin.findings).map(briefly), rightsOf(service, rights)];
  });
  return table(header.map(safe), rows);
}

function briefly({ verdict, brief }: Finding): string {
  return safe(marked(verdict, brief));
}

/** The worst of the checks of one service. */
function rightsOf(service: Service, rights: readonly Finding[]): string {
  const own = rights.filter(({ services }) => services.includes(service));
  const worst =
    own.find(({ verdict }) => verdict === 'problem') ?? own.find(({ verdict }) => verdict === 'ok') ?? own[0];
  return worst ? briefly(worst) : safe(marked('none', l10n.t('not checked')));
}

function findingTable(findings: readonly Finding[]): string {
  return table(
    [safe(l10n.t('Check')), safe(l10n.t('Result'))],
    findings.map(({ check, verdict, text }) => [safe(check), safe(marked(verdict, text))]),
  );
}

function addressSection({ facts, findings }: CheckedOrigin, { profile, overridden }: Diagnosis): readonly string[] {
  const origin =
    profile.kind === 'sandbox'
      ? l10n.t('sample data on this computer')
      : facts.services.some((service) => overridden.includes(service))
        ? l10n.t('from the setting codeartsMirrors.endpoints')
        : l10n.t('the address of the region');
  return [
    `### ${safe(namesOf(facts.services))}`,
    withRemark(safeCode(facts.url), safe(origin)),
    findingTable(rowsOf(findings)),
  ];
}
