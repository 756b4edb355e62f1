/** Of the addresses of documents. */
export const SCHEME = 'codearts-mirrors';

/** What this workspace keeps over a reload. */
export interface KeptNames {
  get(): unknown;
  set(value: readonly string[] | undefined): Thenable<void>;
}
