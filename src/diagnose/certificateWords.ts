import { l10n } from 'vscode';
import type { Formats } from '../ui/time';
import { listOf, withRemark } from '../ui/punctuation';
import { type Certificate, trustProblem, type TrustProblem } from './certificate';
import { type Finding, notChecked } from './findings';
import type { OriginFacts } from './network';

/** Whose certificate it is, and whether it is trusted. */
export function certificateFinding(facts: OriginFacts, at: Date, formats: Formats): Finding {
  const { connection, certificate, secure, services } = facts;
  const check = l10n.t('Certificate');
  if (!secure) {
    const text = l10n.t('not used on this computer: nothing leaves it');
    return { check, verdict: 'none', brief: l10n.t('not used'), text, services };
  }
  switch (connection.kind) {
    case 'stopped':
      return notChecked(check, services, l10n.t('cancelled'));
    case 'answered': {
      const text =
        certificate === undefined
          ? l10n.t('trusted')
          : l10n.t('trusted; {0}', certificateWords(certificate, at, formats));
      return { check, verdict: 'ok', brief: l10n.t('trusted'), text, services };
    }
    case 'untrusted':
      return untrusted(check, connection.code, facts, at, formats);
    case 'failed':
      if (connection.error.kind !== 'tls') {
        return notChecked(check, services, l10n.t('there is no connection'));
      }
      return {
        check,
        verdict: 'problem',
        brief: l10n.t('no secure connection'),
        text: l10n.t('No secure connection could be made ({0}).', connection.code ?? 'TLS'),
        advice: l10n.t(
          'The server, or a proxy before it, does not speak TLS in a way that is accepted here. Check the address and the proxy settings, and ask whoever runs the network whether connections are inspected.',
        ),
        services,
      };
  }
}

function untrusted(check: string, code: string, facts: OriginFacts, at: Date, formats: Formats): Finding {
  const { certificate, services } = facts;
  const problem = trustProblem(code);
  const words = withRemark(problemWords(problem), code);
  return {
    check,
    verdict: 'problem',
    brief: l10n.t('not trusted'),
    text:
      certificate === undefined
        ? words
        : l10n.t('{0}; {1}', words, certificateWords(certificate, at, formats, problem === 'wrongName')),
    advice: trustAdvice(problem, certificate),
    services,
  };
}

function certificateWords(certificate: Certificate, at: Date, formats: Formats, withNames = false): string {
  const { subject, issuer, root, validFrom, validTo, names } = certificate;
  const parts = [
    l10n.t('issued to {0} by {1}', subject, issuer),
    root === issuer ? '' : l10n.t('vouched for by {0}', root),
    validTo === undefined
      ? ''
      : validTo <= at
        ? l10n.t('ended {0}', formats.absolute(validTo))
        : l10n.t('valid until {0}', formats.absolute(validTo)),
    validFrom !== undefined && validFrom > at ? l10n.t('valid from {0}', formats.absolute(validFrom)) : '',
    withNames && names !== undefined ? l10n.t('it is for {0}', names) : '',
  ];
  return listOf(parts.filter((part) => part !== ''));
}

function problemWords(problem: TrustProblem): string {
  switch (problem) {
    case 'expired':
      return l10n.t('expired');
    case 'notYetValid':
      return l10n.t('not valid yet');
    case 'wrongName':
      return l10n.t('made for another server');
    case 'selfSigned':
      return l10n.t('signed by itself');
    case 'unknownIssuer':
      return l10n.t('from an issuer that is not trusted here');
    case 'revoked':
      return l10n.t('revoked');
    case 'other':
      return l10n.t('not trusted');
  }
}

function trustAdvice(problem: TrustProblem, certificate: Certificate | undefined): string {
  switch (problem) {
    case 'expired':
      return l10n.t(
        'The certificate has expired. Check the clock of this computer; if it is right, tell whoever runs the server or the proxy.',
      );
    case 'notYetValid':
      return l10n.t('The certificate is not valid yet. The clock of this computer is probably behind: set it.');
    case 'wrongName':
      return l10n.t(
        'The certificate is for another server. Check the address in the setting codeartsMirrors.endpoints; a proxy or a login page of the network may also have answered in place of the server.',
      );
    case 'selfSigned':
    case 'unknownIssuer':
      return l10n.t(
        'The certificate comes from {0}, which is not trusted here. If this is the proxy of your company, ask for its CA certificate and add it to the certificates of the operating system, from where the editor takes it (setting http.systemCertificates); then restart the editor. If you do not know the issuer, somebody may be reading along: do not go on.',
        certificate?.root ?? l10n.t('an unknown issuer'),
      );
    case 'revoked':
    case 'other':
      return l10n.t(
        'The certificate is not accepted. Ask whoever runs the server or the proxy, and pass on the code in the table below.',
      );
  }
}
