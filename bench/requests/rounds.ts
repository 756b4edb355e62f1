import type { ReadMirror } from './clients';

export interface Round {
  readonly requestsPerSecond: number;
  /** Processor time of this process, all threads. */
  readonly cpuMicrosecondsPerRequest: number;
}

/** Sends so many requests, always `atOnce` of them under way. */
export async function runRound(read: ReadMirror, requests: number, atOnce: number): Promise<Round> {
  const cpu = process.cpuUsage();
  const started = performance.now();
  let left = requests;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await read();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { requestsPerSecond: requests / seconds, cpuMicrosecondsPerRequest: (user + system) / requests };
}

/**
 * Rounds of several clients in turn, in the other order each time: what slows the machine down for a while, or grows
 * during the run, hits all of them alike.
 */
export async function interleave<Name extends string>(
  clients: Readonly<Record<Name, ReadMirror>>,
  options: { readonly rounds: number; readonly requests: number; readonly atOnce: number },
): Promise<Readonly<Record<Name, readonly Round[]>>> {
  // Object.keys knows no more than that names are texts.
  const names = Object.keys(clients) as Name[];
  // The same holds for an object made of them.
  const results = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Round[]>;
  for (const name of names) {
    await runRound(clients[name], options.requests, options.atOnce);
  }
  for (let round = 0; round < options.rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      results[name].push(await runRound(clients[name], options.requests, options.atOnce));
    }
  }
  return results;
}
