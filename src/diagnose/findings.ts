import { l10n } from 'vscode';
import type { Service } from '../api/index';

/** `none`: neither good nor bad, such as what was not checked. */
export type Verdict = 'ok' | 'problem' | 'warning' | 'none';

/** What one check found, in plain text: the report makes it safe. */
export interface Finding {
  /** Name of the check. */
  readonly check: string;
  readonly verdict: Verdict;
  /** One or two words, for the overview. */
  readonly brief: string;
  readonly text: string;
  /** What to do, when there is something to do. */
  readonly advice?: string;
  readonly services: readonly Service[];
}

/** Something to do, with the services that it is for: what many checks met is said once. */
export interface Advice {
  readonly verdict: 'problem' | 'warning';
  readonly check: string;
  readonly advice: string;
  readonly services: readonly Service[];
}

/** Problems before warnings, each advice once. */
export function adviceOf(findings: readonly Finding[]): readonly Advice[] {
  const merged = new Map<string, Advice>();
  for (const { verdict, check, advice, text, services } of findings) {
    if (verdict === 'problem' || verdict === 'warning') {
      const known = merged.get(`${check}\n${advice ?? text}`);
      merged.set(`${check}\n${advice ?? text}`, {
        verdict: known?.verdict === 'problem' ? 'problem' : verdict,
        check,
        advice: advice ?? text,
        services: [...new Set([...(known?.services ?? []), ...services])],
      });
    }
  }
  const all = [...merged.values()];
  return [...all.filter(({ verdict }) => verdict === 'problem'), ...all.filter(({ verdict }) => verdict === 'warning')];
}

const MARKS: Readonly<Record<Verdict, string>> = { ok: '✔', problem: '✖', warning: '⚠', none: '–' };

/** The verdict as a sign and in words: a sign alone says nothing to a screen reader. */
export function marked(verdict: Verdict, words: string): string {
  switch (verdict) {
    case 'problem':
      return `${MARKS.problem} ${l10n.t('Problem: {0}', words)}`;
    case 'warning':
      return `${MARKS.warning} ${l10n.t('Warning: {0}', words)}`;
    case 'ok':
    case 'none':
      return `${MARKS[verdict]} ${words}`;
  }
}

/** The finding of a check that was not made. */
export function notChecked(check: string, services: readonly Service[], why: string): Finding {
  const text = l10n.t('not checked: {0}', why);
  return { check, verdict: 'none', brief: l10n.t('not checked'), text, services };
}
