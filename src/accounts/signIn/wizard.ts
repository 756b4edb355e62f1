import type { Answer, Kept, Place } from './prompts';

/** One question of a wizard. What is answered becomes part of what the later steps know. */
export interface Step<D> {
  /** From 1. The question counts as part of it: how many questions a part has depends on the answers. */
  readonly part: number;
  /** Asked only while it applies, and only until it is answered. */
  readonly applies: (draft: D) => boolean;
  readonly answered: (draft: D) => boolean;
  readonly ask: (draft: D, place: Omit<Place, 'title'>) => Promise<Answer<D>>;
  /** The draft as if this had never been answered. */
  readonly forget: (draft: D) => D;
}

/**
 * Asks one step after the other. Back leads to the question before and forgets all that was answered from there on, but
 * each question finds what was typed or chosen in it; leaving a prompt leaves the wizard.
 *
 * @param initial what is known already: those questions are skipped, but Back leads to them
 * @returns what was answered; undefined when the person left
 */
export async function runWizard<D>(steps: readonly Step<D>[], initial: D): Promise<D | undefined> {
  const parts = Math.max(...steps.map(({ part }) => part));
  const kept = new Map<Step<D>, Kept>(steps.map((step) => [step, {}]));
  let draft = initial;
  for (;;) {
    const applying = steps.filter((step) => step.applies(draft));
    const index = applying.findIndex((step) => !step.answered(draft));
    const step = applying[index];
    if (step === undefined) {
      return draft;
    }
    const answer = await step.ask(draft, { step: step.part, steps: parts, first: index === 0, kept: kept.get(step) });
    if (answer.kind === 'left') {
      return undefined;
    }
    draft =
      answer.kind === 'done'
        ? answer.value
        : applying.slice(Math.max(0, index - 1)).reduce((known, each) => each.forget(known), draft);
  }
}
