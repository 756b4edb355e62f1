/** What windows need to agree: a bundle of its own, loaded when a window first looks at the others. */
export { type Lease, Leases } from './lease';
export { WindowLink } from './windowLink';
