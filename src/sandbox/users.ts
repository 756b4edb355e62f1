import { ACCOUNT, isOwnDomain, type Reference } from './accounts';
import { Lockout } from './lockout';
import { randomDigits, randomLetters } from './secrets';
import { Refusal } from './refusals';
import { sameSecret } from './signatures';

export interface UserRecord {
  readonly id: string;
  readonly name: string;
  /** What a token takes: the password, a virtual MFA code too, or nothing at all, since a HUAWEI ID gets none. */
  readonly signsInWith: 'password' | 'passwordAndPasscode' | 'nothing';
}

/** What a user knows or holds. */
export interface UserSecrets {
  readonly password: string;
  /** Absent for somebody who has no virtual MFA device. */
  readonly passcode?: string;
}

/** The person whose token and access key the sandbox hands out. */
export const SANDBOX_USER: UserRecord = {
  id: '7116d09f88fa41908676fdd4b039e95b',
  name: 'sandbox-user',
  signsInWith: 'password',
};
export const SECOND_USER: UserRecord = {
  id: '2f4b8a6d0c9e4e1b8d7a35c6f1e09b42',
  name: 'second-user',
  signsInWith: 'password',
};
const MFA_USER: UserRecord = {
  id: '9c3e5d17b84f4a2f96e0d8b7a1c45f60',
  name: 'mfa-user',
  signsInWith: 'passwordAndPasscode',
};
const HUAWEI_ID: UserRecord = {
  id: '5b0d7e92c6f14830a9d4e3f8b2617c0a',
  name: 'huawei-id',
  signsInWith: 'nothing',
};
export const USERS: readonly UserRecord[] = [SANDBOX_USER, SECOND_USER, MFA_USER, HUAWEI_ID];

/** What somebody shows to get a token. */
export interface Proof {
  readonly account: Reference;
  readonly name: string;
  readonly password: string;
  readonly totp?: { readonly userId: string; readonly passcode: string };
}

const LOCK_MS = 15 * 60 * 1000;

/** Lets users in by password, and locks out who guesses. Passwords and passcodes are drawn anew for each sandbox. */
export class Users {
  private readonly lockout: Lockout;
  private readonly secrets = new Map(USERS.map((user) => [user.id, drawSecrets(user)]));

  constructor(clock: () => Date) {
    this.lockout = new Lockout({ clock, lockMs: LOCK_MS });
  }

  secretsOf({ id, name }: UserRecord): UserSecrets {
    const secrets = this.secrets.get(id);
    if (secrets === undefined) {
      throw new Error(`The sandbox has no user ${name}.`);
    }
    return secrets;
  }

  /** The user that the proof is good for. @throws {Refusal} 401, as IAM words it. */
  prove({ account, name, password, totp }: Proof): UserRecord {
    const user = USERS.find((one) => one.name === name);
    if (user === undefined || !isOwnDomain(account)) {
      throw wrongPassword();
    }
    if (this.lockout.isLocked(user.id)) {
      throw unauthorized('The account is locked. Try again in 15 minutes.');
    }
    const secrets = this.secretsOf(user);
    if (user.signsInWith === 'nothing' || !sameSecret(secrets.password, password)) {
      this.lockout.failed(user.id);
      throw wrongPassword();
    }
    this.lockout.succeeded(user.id);
    if (totp === undefined && user.signsInWith === 'passwordAndPasscode') {
      throw unauthorized('Virtual MFA authentication is required.');
    }
    if (totp !== undefined && (totp.userId !== user.id || totp.passcode !== secrets.passcode)) {
      throw unauthorized('The passcode is wrong.');
    }
    return user;
  }

  /** Whether Git may read with this name and password. The name may have the account in front, as CodeArts wants it. */
  mayReadGit(name: string, password: string): boolean {
    const user = USERS.find((one) => name === one.name || name === `${ACCOUNT.domain.name}/${one.name}`);
    return user !== undefined && sameSecret(this.secretsOf(user).password, password);
  }
}

function drawSecrets({ signsInWith }: UserRecord): UserSecrets {
  const password = randomLetters(24);
  return signsInWith === 'passwordAndPasscode' ? { password, passcode: randomDigits(6) } : { password };
}

function wrongPassword(): Refusal {
  return unauthorized('The username or password is wrong.');
}

function unauthorized(message: string): Refusal {
  return new Refusal(401, 'IAM.0001', message);
}
