/** What is told of a row that somebody points at or opens: a bundle of its own, loaded by the first of them. */
export { factNodes } from './factNodes';
export { fullTooltip } from './repositoryTooltip';
