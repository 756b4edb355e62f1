import { startSandbox, type MirrorWire, type Sandbox, type SandboxOptions } from '../../../src/sandbox/index';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const DAY = 24 * 60 * MINUTE;
export const START = Date.parse('2025-05-01T08:00:00Z');
/** Whatever would need Git fails. */
export const NO_GIT = 'no-such-program-here';

export interface StillSandbox {
  current: Sandbox;
  now: number;
  pass(ms: number): void;
}

/** Starts a sandbox for each test, whose clock moves only as the test says. */
export function useStillSandbox(options: SandboxOptions): StillSandbox {
  const holder: StillSandbox = {
    current: undefined as unknown as Sandbox,
    now: START,
    pass(ms: number): void {
      holder.now += ms;
      holder.current.tick();
    },
  };
  beforeEach(async () => {
    holder.now = START;
    holder.current = await startSandbox({ ...options, clock: () => new Date(holder.now) });
  });
  afterEach(() => holder.current.close());
  return holder;
}

export type Mirrors = ReadonlyMap<number, MirrorWire>;

export function mirrorsOf({ data }: Sandbox): Mirrors {
  const all = data.repositories().map(({ id }): [number, MirrorWire] => [id, data.mirror(id) ?? {}]);
  return new Map(all.filter(([, record]) => record.url !== undefined));
}

export function picture(sandbox: Sandbox): string {
  const registries = ['harbor-dev', 'swr-private', 'swr-shared'].map((name) => sandbox.data.registry(name));
  // The port is another one for each sandbox.
  return JSON.stringify([[...mirrorsOf(sandbox)], registries]).replaceAll(/127\.0\.0\.1( port |:)\d+/g, 'sandbox');
}

export const isRunning = ({ update_status: status }: MirrorWire): boolean =>
  status === 'started' || status === 'scheduled';
export const isFailing = ({ number_of_failures: failures }: MirrorWire): boolean => (failures ?? 0) > 0;
