import { mirrorErrorWords } from './mirrorErrorWords';
import type { MirrorCause } from './mirrorCauseKinds';
import { CAUSES_BY_WORDS, type CauseRule, REMAINDERS } from './mirrorCauseRules';
import { causeOfStatus } from './mirrorCauseStatus';

export { CAUSES, type MirrorCause } from './mirrorCauseKinds';

/**
 * The likely cause of a failure, read from the text that Git, a server or the service left behind. Names are taken out
 * first; then what was said in so many words decides, the most specific first; then a status code of HTTP; then what
 * is said at the end of almost any failure.
 *
 * @param text in English or Chinese, of any length
 */
export function mirrorCause(text: string): MirrorCause {
  const words = mirrorErrorWords(text);
  return firstOf(CAUSES_BY_WORDS(), words) ?? causeOfStatus(words) ?? firstOf(REMAINDERS(), words) ?? 'unknown';
}

function firstOf(rules: readonly CauseRule[], words: string): MirrorCause | undefined {
  return rules.find(({ when }) => when.some((pattern) => pattern.test(words)))?.cause;
}
