// How does the Repositories view do with thousands of repositories, far away?
import path from 'node:path';
import { startOwned } from '../scripts/lib/workbench.mjs';
import { firstRows, mirrorsOfGroup, otherRows, type Sample, summary } from './scale/measures';
import { usedMegabytes } from './scale/memory';
import { Traffic } from './scale/traffic';
import { type SandboxLine, View } from './scale/view';
import { type Places, runPart } from './shared/places';
import { progress, report, rounded } from './shared/report';
import { median, spread } from './shared/statistics';

const ROUNDS = 3;
const REPOSITORIES = 5000;
const LATENCY_MS = 50;
const ROWS_OF_GROUP = 300;

interface Round {
  readonly firstRows: Sample;
  readonly otherRows: Sample;
  readonly mirrorsOfGroup: Sample;
  readonly summary: Sample;
  readonly memory: Sample;
}

async function scale({ root, built }: Places): Promise<void> {
  progress(`a sandbox with ${REPOSITORIES} repositories and ${LATENCY_MS} ms of latency ...`);
  const sandbox = await startOwned({
    root,
    name: 'The sandbox',
    command: process.execPath,
    args: [
      path.join(built, 'dist/sandboxCli.js'),
      ...['--repositories', String(REPOSITORIES), '--latency', String(LATENCY_MS), '--still'],
    ],
    ready: /^\{.*"url".*\}$/m,
  });
  try {
    // The sandbox prints what it is asked for.
    const line = JSON.parse(sandbox.match[0]) as SandboxLine;
    const traffic = new Traffic();
    const rounds: Round[] = [];
    while (rounds.length < ROUNDS) {
      rounds.push(await runRound(line, traffic));
      progress(`${rounds.length} of ${ROUNDS}`);
    }
    showResults(rounds);
  } finally {
    await sandbox.close();
  }
}

/** A window of its own: nothing is known in advance. */
async function runRound(line: SandboxLine, traffic: Traffic): Promise<Round> {
  const before = usedMegabytes();
  const view = new View(line);
  try {
    const lists = { firstRows: await firstRows(view, traffic), otherRows: await otherRows(view, traffic) };
    const after = usedMegabytes();
    const memory = { value: after - before, context: { before: rounded(before), after: rounded(after) } };
    const mirrors = await mirrorsOfGroup(view, traffic, ROWS_OF_GROUP);
    return { ...lists, memory, mirrorsOfGroup: mirrors, summary: summary(view) };
  } finally {
    view.dispose();
  }
}

function showResults(rounds: readonly Round[]): void {
  for (const name of ['firstRows', 'otherRows', 'mirrorsOfGroup', 'summary', 'memory'] as const) {
    const values = rounds.map((round) => round[name].value);
    report({
      name: `scale.${name}`,
      value: median(values),
      unit: name === 'memory' ? 'MB' : 'ms',
      context: { ...spread(values), rounds: ROUNDS, latencyMs: LATENCY_MS, ...rounds.at(-1)?.[name].context },
    });
  }
}

runPart(scale);
