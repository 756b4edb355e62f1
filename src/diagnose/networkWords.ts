import { l10n } from 'vscode';
import { offersOnlyUnsupported } from '../api/index';
import { errorText } from '../ui/errorText';
import type { Formats } from '../ui/time';
import { listOf } from '../ui/punctuation';
import { certificateFinding } from './certificateWords';
import { type Finding, notChecked, type Verdict } from './findings';
import type { OriginFacts } from './network';
import type { ProxyRoute } from './proxy';

const MOST_ADDRESSES = 4;
const CLOCK_WARNING_MS = 5 * 60 * 1000;
/** From here on signatures are refused (NOTES.md section 3). */
const CLOCK_PROBLEM_MS = 15 * 60 * 1000;

/** What was found out about an address, a row for each check. */
export interface OriginFindings {
  readonly name: Finding;
  readonly proxy: Finding;
  readonly certificate: Finding;
  readonly answer: Finding;
  readonly clock: Finding;
}

export function originFindings(facts: OriginFacts, at: Date, formats: Formats): OriginFindings {
  return {
    name: nameFinding(facts),
    proxy: proxyFinding(facts),
    certificate: certificateFinding(facts, at, formats),
    answer: answerFinding(facts, formats),
    clock: clockFinding(facts, formats),
  };
}

/** In the order in which they build on each other. */
export function rowsOf({ name, proxy, certificate, answer, clock }: OriginFindings): readonly Finding[] {
  return [name, proxy, certificate, answer, clock];
}

/** A name that is not found matters only where no proxy looks it up and nothing answered. */
function nameIsTheCause({ resolution, connection, proxy }: OriginFacts): boolean {
  const reached = connection.kind === 'answered' || connection.kind === 'untrusted';
  const byProxy = proxy.kind === 'proxy' || (connection.kind === 'failed' && connection.error.kind === 'proxy');
  return resolution.kind === 'failed' && !reached && !byProxy;
}

function nameFinding(facts: OriginFacts): Finding {
  const { resolution, services } = facts;
  const check = l10n.t('Name resolution');
  const of = (verdict: Verdict, brief: string, text: string, advice?: string): Finding => ({
    check,
    verdict,
    brief,
    text,
    advice,
    services,
  });
  switch (resolution.kind) {
    case 'notNeeded':
      return of('none', l10n.t('not needed'), l10n.t('not needed: the address holds no name to look up'));
    case 'found': {
      const shown = listOf(resolution.addresses.slice(0, MOST_ADDRESSES));
      return of('ok', l10n.t('found'), l10n.t('found: {0}', shown));
    }
    case 'stopped':
      return notChecked(check, services, l10n.t('cancelled'));
    case 'failed':
      return nameIsTheCause(facts)
        ? of(
            'problem',
            l10n.t('not found'),
            l10n.t('The name {0} could not be looked up ({1}).', facts.host, resolution.code),
            l10n.t(
              'The name of the server could not be looked up. Check the network, the VPN and the DNS settings. In a network without direct access to the internet, set a proxy (setting http.proxy). If the address comes from the setting codeartsMirrors.endpoints, check how it is spelt.',
            ),
          )
        : of(
            'none',
            l10n.t('left to the proxy'),
            l10n.t('not found on this computer ({0}), which is no fault: the proxy looks it up', resolution.code),
          );
  }
}

function proxyFinding({ proxy, services }: OriginFacts): Finding {
  const check = l10n.t('Proxy');
  return { check, verdict: 'none', services, ...routeWords(proxy) };
}

function routeWords(route: ProxyRoute): { readonly brief: string; readonly text: string } {
  switch (route.kind) {
    case 'proxy':
      return {
        brief: l10n.t('used'),
        text:
          route.from === 'setting'
            ? l10n.t('{0}, from the setting http.proxy', route.address)
            : l10n.t('{0}, from the environment', route.address),
      };
    case 'system':
      return {
        brief: l10n.t('none set'),
        text: l10n.t('none is set for the editor; if the operating system has one, it is used'),
      };
    case 'direct':
      return { brief: l10n.t('none'), text: directWords(route.why) };
  }
}

function directWords(why: Extract<ProxyRoute, { readonly kind: 'direct' }>['why']): string {
  switch (why) {
    case 'loopback':
      return l10n.t('none: the address is on this computer');
    case 'off':
      return l10n.t('none: the setting http.proxySupport is off');
    case 'exception':
      return l10n.t('none: the address is an exception (http.noProxy or NO_PROXY)');
  }
}

function answerFinding(facts: OriginFacts, formats: Formats): Finding {
  const { connection, services } = facts;
  const check = l10n.t('Answer');
  switch (connection.kind) {
    case 'stopped':
      return notChecked(check, services, l10n.t('cancelled'));
    case 'untrusted':
      return notChecked(check, services, l10n.t('the certificate is not trusted'));
    case 'failed': {
      if (nameIsTheCause(facts)) {
        return notChecked(check, services, l10n.t('the name was not found'));
      }
      if (connection.error.kind === 'tls') {
        return notChecked(check, services, l10n.t('there is no secure connection'));
      }
      const { message } = errorText(connection.error);
      const text = connection.code === undefined ? message : l10n.t('{0} ({1})', message, connection.code);
      return { check, verdict: 'problem', brief: l10n.t('none'), text, advice: message, services };
    }
    case 'answered':
      return { check, services, ...statusWords(connection, formats) };
  }
}

type Answered = Extract<OriginFacts['connection'], { readonly kind: 'answered' }>;

/** Most statuses are fine: the request names no operation and nobody is signed in for it. */
function statusWords(answered: Answered, formats: Formats): Omit<Finding, 'check' | 'services'> {
  const { status, elapsedMs, redirect, proxySchemes } = answered;
  const brief = `HTTP ${status}`;
  const text = l10n.t(
    'answered after {1} ms with HTTP {0}, to a request without sign-in',
    status,
    formats.count(elapsedMs),
  );
  if (status === 407) {
    const advice = offersOnlyUnsupported(proxySchemes)
      ? l10n.t(
          'The proxy only offers {0}, which VS Code does not support. Ask your network administrator for a proxy that accepts Basic or Kerberos, or run a local proxy that signs in for you.',
          listOf(proxySchemes),
        )
      : l10n.t('The proxy wants a user name and a password. Check the proxy settings of the editor.');
    return { verdict: 'problem', brief, text, advice };
  }
  if (status >= 500) {
    const advice = l10n.t('The server, or a proxy before it, reports an error of its own. Try again in a few minutes.');
    return { verdict: 'warning', brief, text, advice };
  }
  if (redirect !== undefined) {
    const where = l10n.t('{0}; it points to another server, {1}, to which nothing is sent', text, redirect);
    return { verdict: 'none', brief: l10n.t('answers'), text: where };
  }
  return { verdict: 'ok', brief: l10n.t('answers'), text };
}

function clockFinding({ clockAheadMs, connection, services }: OriginFacts, formats: Formats): Finding {
  const check = l10n.t('Clock');
  if (clockAheadMs === undefined) {
    const why = connection.kind === 'answered' ? l10n.t('the server did not tell the time') : l10n.t('no answer');
    return notChecked(check, services, connection.kind === 'stopped' ? l10n.t('cancelled') : why);
  }
  const difference = Math.abs(clockAheadMs);
  if (difference <= CLOCK_WARNING_MS) {
    const seconds = formats.count(Math.round(difference / 1000));
    return {
      check,
      verdict: 'ok',
      brief: l10n.t('right'),
      text: l10n.t('right: {0} s from the server’s', seconds),
      services,
    };
  }
  const length = durationWords(difference, formats);
  return {
    check,
    verdict: difference > CLOCK_PROBLEM_MS ? 'problem' : 'warning',
    brief: l10n.t('{0} off', length),
    text:
      clockAheadMs > 0
        ? l10n.t('The clock of this computer is {0} behind the server’s.', length)
        : l10n.t('The clock of this computer is {0} ahead of the server’s.', length),
    advice: l10n.t(
      'Set the clock of this computer, best by switching on automatic time. More than 15 minutes off, Huawei Cloud refuses signed requests, and good certificates can look expired or not valid yet.',
    ),
    services,
  };
}

function durationWords(ms: number, formats: Formats): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) {
    return l10n.t('{0} minutes', formats.count(minutes));
  }
  const hours = Math.round(minutes / 60);
  return hours < 48
    ? l10n.t('{0} hours', formats.count(hours))
    : l10n.t('{0} days', formats.count(Math.round(hours / 24)));
}
