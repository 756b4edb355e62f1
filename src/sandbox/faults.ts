/** Which requests a fault is for. Without it: every request of the API and of Git. */
export interface FaultMatch {
  readonly operationId?: string;
  /** The path starts with this. */
  readonly path?: string;
}

/** What goes wrong. */
export type FaultEffect =
  | { readonly kind: 'latency'; readonly ms: number }
  /** An error of the API gateway. `body` replaces its body. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string | number; readonly body?: unknown }
  /** No answer. With `after`, the request is carried out first, and its answer is lost. */
  | { readonly kind: 'hang'; readonly after?: boolean }
  /** The connection breaks. `after` as for `hang`. */
  | { readonly kind: 'reset'; readonly after?: boolean }
  /** The usual answer, of which the second half does not arrive. */
  | { readonly kind: 'cutBody' }
  /** A page for people where a program expects JSON. Default status 200. */
  | { readonly kind: 'html'; readonly status?: number }
  /** Default: status 302, to another origin. */
  | { readonly kind: 'redirect'; readonly location?: string; readonly status?: number }
  /** The token of the request ends. `clear` makes it valid again. */
  | { readonly kind: 'expireToken' }
  /**
   * The clock of the cloud is this far ahead (behind, when negative): `Date` of every answer, the check of signatures,
   * and the dates of what happens. It lasts until it is cleared, whatever `match` and `times` say.
   */
  | { readonly kind: 'clockOffset'; readonly ms: number }
  /** Any JSON body, or text as it is. Default status 200. */
  | { readonly kind: 'body'; readonly body: unknown; readonly status?: number };

export type Fault = FaultEffect & {
  readonly match?: FaultMatch;
  /** How many requests it hits. Default: all, until it is cleared. */
  readonly times?: number;
};

/** A fault of single requests; the other one is of the cloud as a whole. */
export type HittingFault = Exclude<Fault, { readonly kind: 'clockOffset' }>;

interface ActiveFault {
  readonly fault: Fault;
  left: number;
}

/** The faults that are switched on. */
export class Faults {
  private active: ActiveFault[] = [];

  constructor(private readonly onClear: () => void) {}

  add(...faults: readonly Fault[]): void {
    this.active.push(...faults.map((fault) => ({ fault, left: fault.times ?? Number.POSITIVE_INFINITY })));
  }

  /** Switches all off, and takes back what they did. */
  clear(): void {
    this.active = [];
    this.onClear();
  }

  list(): readonly Fault[] {
    return this.active.map(({ fault }) => fault);
  }

  /** The next lists of repositories are empty, as if there were none. */
  hideRepositories(answers = 1): void {
    const lists = [
      { operationId: 'listUserAllRepositories', body: { result: { total: 0, repositories: [] }, status: 'success' } },
      { operationId: 'listCurrentUserRepositories', body: [] },
    ];
    this.add(
      ...lists.map(
        ({ operationId, body }) => ({ kind: 'body', body, match: { operationId }, times: answers }) as const,
      ),
    );
  }

  /** How far the clock of the cloud is off, in milliseconds. */
  clockOffset(): number {
    return this.active.reduce((sum, { fault }) => (fault.kind === 'clockOffset' ? sum + fault.ms : sum), 0);
  }

  /** The faults that hit this request: delays, and after them at most one of another kind. Counts them as used. */
  take(operationId: string | undefined, path: string): HittingFault[] {
    const hits: HittingFault[] = [];
    for (const active of this.active) {
      const { fault } = active;
      if (fault.kind === 'clockOffset' || !matches(fault.match ?? {}, operationId, path)) {
        continue;
      }
      hits.push(fault);
      active.left -= 1;
      if (fault.kind !== 'latency') {
        break;
      }
    }
    this.active = this.active.filter(({ left }) => left > 0);
    return hits;
  }
}

const KINDS: readonly string[] = [
  'latency',
  'status',
  'hang',
  'reset',
  'cutBody',
  'html',
  'redirect',
  'expireToken',
  'clockOffset',
  'body',
] satisfies readonly Fault['kind'][];

/** Whether a value that came over HTTP can be used as a fault. */
export function isFault(value: unknown): value is Fault {
  if (typeof value !== 'object' || value === null || !('kind' in value)) {
    return false;
  }
  const { kind } = value;
  const number = (name: string): boolean => typeof Reflect.get(value, name) === 'number';
  const optional = (name: string, type: string): boolean => {
    const field: unknown = Reflect.get(value, name);
    return field === undefined || typeof field === type;
  };
  return (
    typeof kind === 'string' &&
    KINDS.includes(kind) &&
    ((kind !== 'latency' && kind !== 'clockOffset') || number('ms')) &&
    (kind !== 'status' || number('status')) &&
    optional('times', 'number') &&
    optional('match', 'object') &&
    optional('status', 'number') &&
    optional('location', 'string')
  );
}

function matches(match: FaultMatch, operationId: string | undefined, path: string): boolean {
  return (
    (match.operationId === undefined || match.operationId === operationId) &&
    (match.path === undefined || path.startsWith(match.path))
  );
}
