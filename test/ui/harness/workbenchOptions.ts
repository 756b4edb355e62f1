import type { Version } from '../../../scripts/lib/workbench.mjs';
import type { SandboxOptions } from '../../../src/sandbox';

export interface WorkbenchOptions {
  readonly language?: 'en' | 'zh-cn';
  /** Absolute. Without one, no folder is open. */
  readonly folder?: string;
  /** false: none, and nobody is signed in. */
  readonly sandbox?: SandboxOptions | false;
  /** false: nobody is signed in; what is asked of Huawei Cloud goes to the sandbox, by `codeartsMirrors.endpoints`. */
  readonly signIn?: boolean;
  /** With `signIn: false`: what stands in the setting, in place of the sandbox's own address, for every service. */
  readonly endpoint?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly version?: Version;
  /** false: the server has no key for secrets, so that a reload forgets them. */
  readonly keepsSecrets?: boolean;
  /** For the extension host. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A header that stays at the top of a tree would cover a row that is to be clicked; what moves makes pictures blurred. */
export const still = {
  'workbench.tree.enableStickyScroll': false,
  'workbench.reduceMotion': 'on',
  // Only the tests that are about watching want what nobody looks at to be read.
  'codeartsMirrors.watch': false,
};
