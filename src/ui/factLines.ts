import { type Fact, factList } from './markdown';
import { labelled } from './punctuation';

/** Facts as a Markdown list in the person's language. */
export function factLines(facts: readonly Fact[]): string {
  return factList(facts, labelled);
}
