import { l10n } from 'vscode';
import type { Draft } from './draft';
import { type Answer, askText, type Place } from './prompts';

const LONGEST_NAME = 128;

export interface NameQuestion extends Place {
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly doubt?: (name: string) => string | undefined;
  readonly take: (name: string) => Draft;
}

/** Asks for a name of something, checked as it is typed. White space around it is taken off. */
export function askName({ take, ...question }: NameQuestion): Promise<Answer<Draft>> {
  return askText({
    ...question,
    problem: (text) => (text.trim() === '' ? l10n.t('Enter a name.') : nameProblem(text, LONGEST_NAME)),
    check: (text) => Promise.resolve(take(text.trim())),
  });
}

/** What keeps a text from being sent: its length, or characters that nobody can see. */
export function nameProblem(text: string, longest: number): string | undefined {
  if (text.length > longest) {
    return l10n.t('At most {0} characters.', longest);
  }
  return /\p{Cc}/u.test(text) ? l10n.t('This contains line breaks or control characters.') : undefined;
}
