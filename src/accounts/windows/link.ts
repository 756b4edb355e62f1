/** How windows speak to each other: a bundle of its own, loaded when a window first looks at the others. */
export { WindowLink } from './windowLink';
