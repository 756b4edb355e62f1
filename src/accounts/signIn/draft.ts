import type { AccessKeyCredential, IamProject } from '../../api/index';
import type { Profile, SignInMethod } from '../../ui/session';
import type { FoundKey } from '../sdkCredentials';

/** Who somebody turned out to be, and which projects they may choose from. */
export interface Verified {
  readonly account: { readonly id?: string; readonly name: string };
  /** `id` is the fingerprint of the key for those who sign in with one. */
  readonly user: { readonly id?: string; readonly name: string };
  /** Of the chosen region. */
  readonly projects: readonly Pick<IamProject, 'id' | 'name'>[];
  /** Of a token: for which project it is, and when it ends. */
  readonly token?: {
    readonly value: string;
    readonly expiresAt: Date;
    readonly project: Pick<IamProject, 'id' | 'name'>;
  };
}

/** What the wizard knows so far. It lives in memory while the wizard is open; secrets in it go nowhere else. */
export interface Draft {
  readonly method?: SignInMethod;
  readonly region?: string;
  readonly accountName?: string;
  readonly userName?: string;
  readonly userId?: string;
  readonly password?: string;
  /** The account demands a code besides the password. */
  readonly mfa?: boolean;
  readonly key?: Partial<AccessKeyCredential>;
  readonly found?: FoundKey;
  readonly verified?: Verified;
  readonly project?: Pick<IamProject, 'id' | 'name'>;
  readonly keepPassword?: boolean;
  readonly name?: string;
  /** Chosen in the review; `id` is undefined for the default one. */
  readonly enterpriseProject?: { readonly id: string | undefined };
  /** The profile that is to be signed in to again. Somebody else may do so: then nothing of it is kept. */
  readonly again?: Profile;
  /** The last step was confirmed. */
  readonly confirmed?: boolean;
}
