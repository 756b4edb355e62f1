import { createHash } from 'node:crypto';
import { type AccessKeyCredential, CloudError, type KeyGate, type KeyOutcome, type KeyTurn } from '../api/index';
import type { Clock } from '../ui/session';
import type { OtherWindows } from './profiles';
import { isProfileId } from './profileId';

export interface SharedKeyTrialParts {
  readonly windows: Pick<OtherWindows, 'ask' | 'take'>;
  readonly clock: Clock;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** What a window knows of the key of a profile. */
interface Knowledge {
  /** Which key it was, without telling it. */
  readonly key: string;
  /** When it became known. */
  readonly at: number;
  /** Fields of the refusal; undefined: the key was accepted. */
  readonly refusal?: Refusal;
}

type Refusal = Pick<CloudError, 'reason' | 'status' | 'code' | 'vendorMessage' | 'requestId'>;

/** Somewhat longer than a request may take. */
const HOLD_MS = 40_000;
const ASK_AGAIN_MS = 200;
/** Afterwards somebody may have disabled the key: one request shows it, before many are sent. */
const ACCEPTED_COUNTS_MS = 60_000;
const TYPE = 'keyTried';

/**
 * What the windows know of the keys that they share. Windows that are opened together with a key that is wrong would
 * otherwise have it refused once each, and five refusals lock it (NOTES.md section 3).
 */
export class SharedKeyTrial {
  readonly #known = new Map<string, Knowledge>();
  /** Since when a profile has the key that it has now. */
  readonly #since = new Map<string, number>();

  constructor(private readonly parts: SharedKeyTrialParts) {}

  gateFor(profileId: string, credential: AccessKeyCredential): KeyGate {
    const key = fingerprint(profileId, credential);
    return { enter: (signal) => this.#enter(profileId, key, signal) };
  }

  /** Somebody has signed in to the profile again: what was known before does not count any more. */
  forget(profileId: string): void {
    this.#known.delete(profileId);
    this.#since.set(profileId, this.parts.clock().getTime());
  }

  /** Answers another window; undefined for a question that is not for this part, and when nothing is known. */
  answer(message: unknown): Knowledge | undefined {
    const { type, id } = fields(message);
    return type === TYPE && isProfileId(id) ? this.#known.get(id) : undefined;
  }

  /** A client was refused: what was known of its key does not count any more. */
  refused(profileId: string, credential: AccessKeyCredential, error: CloudError): void {
    this.#learn(profileId, fingerprint(profileId, credential), error);
  }

  async #enter(id: string, key: string, signal: AbortSignal): Promise<'accepted' | KeyTurn> {
    for (let waited = 0; waited <= HOLD_MS; waited += ASK_AGAIN_MS) {
      const own = this.#outcomeOf(id, key, [this.#known.get(id)]);
      const turn = own ?? (await this.#turn(id, key));
      if (turn instanceof CloudError) {
        throw turn;
      }
      if (turn !== undefined) {
        return turn;
      }
      // Another window is at it. Its lease ends by itself, should that window be gone.
      await this.parts.sleep(ASK_AGAIN_MS, signal);
    }
    throw new CloudError('Another window is still trying the key', { kind: 'timeout', operation: 'authorise' });
  }

  /** The newest of what is known that counts for this key. */
  #outcomeOf(id: string, key: string, known: readonly (Knowledge | undefined)[]): KeyOutcome | undefined {
    const now = this.parts.clock().getTime();
    const since = this.#since.get(id) ?? 0;
    const newest = known
      .filter((one) => one !== undefined)
      .filter((one) => one.key === key && one.at >= since)
      .sort((a, b) => b.at - a.at)[0];
    if (newest?.refusal !== undefined) {
      this.#known.set(id, newest);
      return errorOf(newest.refusal);
    }
    return newest !== undefined && now - newest.at < ACCEPTED_COUNTS_MS ? 'accepted' : undefined;
  }

  /** Whoever has the lease looks first what those have found who had it before. */
  async #turn(id: string, key: string): Promise<KeyOutcome | KeyTurn | undefined> {
    const lease = await this.parts.windows.take(`key-${id}`, HOLD_MS).catch(() => WITHOUT_LEASE);
    if (lease === undefined) {
      return undefined;
    }
    const answers = await this.parts.windows.ask({ type: TYPE, id }).catch(() => []);
    const outcome = this.#outcomeOf(id, key, [this.#known.get(id), ...answers.map(readKnowledge)]);
    if (outcome !== undefined) {
      await lease.release();
      return outcome;
    }
    return {
      leave: async (found) => {
        if (found !== undefined) {
          this.#learn(id, key, found);
        }
        await lease.release();
      },
    };
  }

  #learn(id: string, key: string, outcome: KeyOutcome): void {
    const at = this.parts.clock().getTime();
    if (outcome === 'accepted') {
      this.#known.set(id, { key, at });
    } else if (outcome.reason === 'clock' || outcome.reason === 'keyLocked') {
      // A clock that was put right or a lock that has ended make the refusal out of date, so that it is not kept.
      this.#known.delete(id);
    } else {
      this.#known.set(id, { key, at, refusal: refusalOf(outcome) });
    }
  }
}

/** Where the windows cannot agree, because the disk is full or locked, each tries for itself. */
const WITHOUT_LEASE = { release: () => Promise.resolve() };

function fingerprint(profileId: string, { accessKey, secretKey, securityToken }: AccessKeyCredential): string {
  const parts = JSON.stringify([profileId, accessKey, secretKey, securityToken ?? '']);
  return createHash('sha256').update(parts).digest('hex');
}

function errorOf(refusal: Refusal): CloudError {
  return new CloudError('The key was refused in another window', {
    ...refusal,
    kind: 'unauthorized',
    operation: 'authorise',
  });
}

function refusalOf({ reason, status, code, vendorMessage, requestId }: CloudError): Refusal {
  return { reason, status, code, vendorMessage, requestId };
}

function readKnowledge(value: unknown): Knowledge | undefined {
  const { key, at, refusal } = fields(value);
  if (typeof key !== 'string' || typeof at !== 'number') {
    return undefined;
  }
  // The windows of one editor run one version of the extension, and nobody else can speak to them.
  return { key, at, refusal: refusal === undefined ? undefined : fields(refusal) };
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
