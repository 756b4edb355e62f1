// What does CloudClient cost, compared with plain requests of Node?
import path from 'node:path';
import { startOwned } from '../scripts/lib/workbench.mjs';
import { clientsFor } from './requests/clients';
import { interleave, type Round } from './requests/rounds';
import { type Places, runPart } from './shared/places';
import { progress, report } from './shared/report';
import { median, spread } from './shared/statistics';

const setup = { rounds: 20, requests: 1000, atOnce: 4 } as const;
const MOST_TIMES_PLAIN_CPU = 2;

async function requests({ root, built }: Places): Promise<void> {
  const server = await startOwned({
    root,
    name: 'The server of the benchmark',
    command: process.execPath,
    args: [path.join(built, 'out/bench/requests/mirrorServer.js')],
    ready: /^listening (\d+)$/m,
  });
  try {
    const origin = `http://127.0.0.1:${server.match[1]}`;
    progress(`${setup.rounds} rounds of ${setup.requests} requests each way ...`);
    const { http, fetch, cloudClient } = await interleave(clientsFor(origin), setup);
    const connections = Number(await (await globalThis.fetch(`${origin}/connections`)).text());
    show('plainHttp', http, connections);
    show('nodeFetch', fetch, connections);
    show('cloudClient', cloudClient, connections);
    compare('nodeFetch.cpuTimesPlain', fetch, http);
    compare('cloudClient.cpuTimesNodeFetch', cloudClient, fetch);
    compare('cloudClient.cpuTimesPlain', cloudClient, http, MOST_TIMES_PLAIN_CPU);
  } finally {
    await server.close();
  }
}

function show(name: string, rounds: readonly Round[], connections: number): void {
  const rates = rounds.map(({ requestsPerSecond }) => requestsPerSecond);
  const costs = rounds.map(({ cpuMicrosecondsPerRequest }) => cpuMicrosecondsPerRequest);
  report({
    name: `requests.${name}.rate`,
    value: median(rates),
    unit: 'requests/s',
    context: { ...spread(rates), ...setup, connections },
  });
  report({ name: `requests.${name}.cpu`, value: median(costs), unit: 'µs', context: spread(costs) });
}

/** Rounds that ran side by side are compared with each other. */
function compare(name: string, rounds: readonly Round[], others: readonly Round[], atMost?: number): void {
  const ratios = rounds.map(
    (round, index) => round.cpuMicrosecondsPerRequest / (others[index]?.cpuMicrosecondsPerRequest ?? Number.NaN),
  );
  report({
    name: `requests.${name}`,
    value: median(ratios),
    unit: 'ratio',
    goal: atMost === undefined ? undefined : { atMost },
    context: spread(ratios),
  });
}

runPart(requests);
