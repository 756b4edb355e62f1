import type { IamProjectId } from '../contract/ids';
import type { TokenInfo } from './records';

/** What every call takes. */
export interface CallOptions {
  /** Aborting rejects with `CloudError` of kind `cancelled`. */
  readonly signal?: AbortSignal;
  /** Nobody waits for the answer: it comes after what a person looks at. Honoured by lists and by reads of one record. */
  readonly background?: boolean;
}

export interface UserRepositoriesQuery {
  /** From 1. */
  readonly pageIndex?: number;
  /** 1-100. */
  readonly pageSize?: number;
  /** 1-512 characters; left out when empty. */
  readonly search?: string;
}

export interface CurrentUserRepositoriesQuery {
  readonly offset?: number;
  /** 1-100. */
  readonly limit?: number;
  readonly search?: string;
  readonly orderBy?: 'created_at' | 'updated_at';
  readonly sort?: 'asc' | 'desc';
  readonly archived?: boolean;
  readonly starred?: boolean;
  readonly membership?: boolean;
  readonly userCreated?: boolean;
  readonly includeAbnormal?: boolean;
}

/** An IAM user, as it signs in with a password. A HUAWEI ID cannot (NOTES.md section 3). */
export interface PasswordIdentity {
  /** The account's name in the console (`domain.name`). */
  readonly accountName: string;
  readonly userName: string;
  readonly password: string;
  /** The virtual MFA device, for accounts that demand it: IAM wants the ID of the user here, not the name. */
  readonly mfa?: { readonly userId: string; readonly passcode: string };
}

/** Somebody who has a token already, and wants one for another project. It does not outlive the first. */
export interface TokenIdentity {
  readonly token: string;
}

/** What a token is to be good for: one IAM project. Built-in ones are named for their region. */
export interface TokenScope {
  readonly project: { readonly name: string } | { readonly id: IamProjectId | string };
}

export interface IssuedToken {
  readonly token: string;
  readonly info: TokenInfo;
}

/** Answer of a request to synchronise. The task cannot be queried: look at the mirror instead. */
export interface SynchronizationRequested {
  readonly taskId?: string;
}
