import type { CloudError } from '../../../src/api/index';
import { type IamProjectId, type RepositoryId } from '../../../src/api/index';
import { sleep } from '../../../src/api/http/cancellation';
import { RateLimiter } from '../../../src/api/http/rateLimiter';
import { ServicePauses } from '../../../src/api/http/servicePause';
import type { SessionClient } from '../../../src/ui/session';
import type { FakeCloud, Sent } from './fakeCloud';
import type { FakeTime } from './fakeTime';

const LATENCY_MS = 300;

export interface ClientParts {
  readonly time: FakeTime;
  readonly cloud: FakeCloud;
  readonly window: string;
  readonly requestsPerMinute: () => number;
  /** A process that is gone gets no answer. */
  readonly isAlive: () => boolean;
  readonly onUnauthorized: (client: SessionClient, reason: CloudError) => void;
}

interface Options {
  readonly signal?: AbortSignal;
  readonly background?: boolean;
}

/** Asks the cloud in memory, at the rate of the real client and with its pauses. */
export function fakeClient(parts: ClientParts): SessionClient {
  const { time, cloud, window } = parts;
  const limiter = new RateLimiter(parts.requestsPerMinute, time.clock, sleep);
  const pauses = new ServicePauses(time.clock, () => 0.5);
  const disposal = new AbortController();
  const failIfPaused = (operation: string): void => {
    if (pauses.leftMs('repo') > 0) {
      throw pauses.error('repo', operation);
    }
  };
  async function send<T>(of: Sent['of'], options: Options, answer: () => T): Promise<T> {
    const { background = false } = options;
    const signal = options.signal ? AbortSignal.any([options.signal, disposal.signal]) : disposal.signal;
    const operation = of === 'list' ? 'list' : 'mirror';
    failIfPaused(operation);
    if (background) {
      await limiter.acquire(signal, operation);
    }
    failIfPaused(operation);
    const turn = pauses.turn('repo');
    if (!parts.isAlive()) {
      return new Promise(() => undefined);
    }
    cloud.sent.push({ at: time.now, window, of, background });
    await time.wait(LATENCY_MS);
    const fault = cloud.fault?.();
    if (fault?.kind === 'rateLimited') {
      throw pauses.refused('repo', turn, fault);
    }
    if (fault?.kind === 'unauthorized') {
      parts.onUnauthorized(client, fault);
    }
    if (fault) {
      throw fault;
    }
    pauses.answered('repo', turn);
    return answer();
  }
  const client = {
    iamProjectId: 'world' as IamProjectId,
    get clockOffsetMs() {
      return -time.wrongBy;
    },
    dispose: () => {
      disposal.abort();
    },
    showRemoteMirror: (id: RepositoryId, options: Options = {}) => send(id, options, () => cloud.mirror(id)),
    listUserAllRepositories: (
      { pageIndex = 1, pageSize = 100 }: { readonly pageIndex?: number; readonly pageSize?: number },
      options: Options = {},
    ) => send('list', options, () => cloud.page(pageIndex, pageSize)),
    listCodeArtsProjects: (options: Options = {}) => send('list', options, () => []),
    // Nothing else is asked for by whoever watches.
  } as unknown as SessionClient;
  return client;
}
