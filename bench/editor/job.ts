/** What a window is to do, and to write down. */
export interface Job {
  /** `signedOut`: nobody is there. `fill`: signs in and waits until all is known and kept. `paint`: shows what was kept. */
  readonly kind: 'signedOut' | 'fill' | 'paint';
  readonly token: string;
  readonly repositories: number;
  /** How long to measure what an idle window takes; 0 for not at all. */
  readonly idleMs: number;
}

/** Times are epoch milliseconds. */
export interface Findings {
  /** When the extension was asked to be active and its view to be on screen. */
  readonly begun: number;
  readonly activeAt: number;
  /** When the tree had handed out its first rows. */
  readonly rowsAt?: number;
  /** Processor time of the process until then. It tells more than the clock does on a busy machine. */
  readonly rowsCpuMs?: number;
  readonly rows?: number;
  /** Rows that say how their mirror is doing. */
  readonly toldRows?: number;
  /** What the process of the extensions had asked for by then. */
  readonly requestsBefore?: number;
  /** Until everything was known. */
  readonly filledMs?: number;
  readonly heapMegabytes: number;
  /** Processor time of the idle minutes. */
  readonly idleCpuMs?: number;
  readonly idleRequests?: number;
}
