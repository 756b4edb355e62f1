// What does the extension add to the start of VS Code, compared with an extension that does nothing?
//
// Each has a VS Code of its own, and their windows take turns. In one window, where VS Code starts both at the same
// moment, each would wait for the other.
import path from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumArguments, findChromium, startWorkbenchServer, versions } from '../scripts/lib/workbench.mjs';
import { empty, installEmpty, installProduct, product, writeHost } from './activation/extensions';
import { type Figures, totalOf } from './activation/figures';
import { type Lane, measureWindow } from './activation/window';
import { type Places, runPart } from './shared/places';
import { progress, report } from './shared/report';
import { median, spread } from './shared/statistics';

/** Of each of the two. */
const WINDOWS = 9;
const MOST_MS_MORE_THAN_EMPTY = 15;

async function activation({ root, built, extension }: Places): Promise<void> {
  const inside = path.join(built, 'out/bench/activation/insideWindow.js');
  const host = await writeHost(path.join(built, 'host'));
  const closers: (() => Promise<unknown>)[] = [];
  try {
    const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumArguments] });
    closers.push(() => browser.close());
    const open = async (id: string, install: (installed: string) => Promise<void>): Promise<Lane> => {
      const file = path.join(built, `${id}.report.txt`);
      const server = await startWorkbenchServer({ root, env: { BENCH_EXTENSION: id, BENCH_REPORT: file } });
      closers.push(() => server.close());
      await install(path.join(server.dataFolder, 'extensions'));
      return { browser, server, host, inside, id, report: file };
    };
    const ofProduct = await open(product, (installed) => installProduct(extension, installed));
    const ofEmpty = await open(empty, installEmpty);
    showResults(await takeTurns(ofProduct, ofEmpty));
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

interface Round {
  readonly ours: Figures;
  readonly nothing: Figures;
}

async function takeTurns(ofProduct: Lane, ofEmpty: Lane): Promise<readonly Round[]> {
  // The first windows of a fresh profile fill caches.
  await measureWindow(ofProduct);
  await measureWindow(ofEmpty);
  const rounds: Round[] = [];
  while (rounds.length < WINDOWS) {
    const round = { ours: await measureWindow(ofProduct), nothing: await measureWindow(ofEmpty) };
    rounds.push(round);
    progress(`${rounds.length} of ${WINDOWS}: ${totalOf(round.ours)} ms, empty ${totalOf(round.nothing)} ms`);
  }
  return rounds;
}

function showResults(rounds: readonly Round[]): void {
  show(
    'extension',
    rounds.map(({ ours }) => ours),
  );
  show(
    'empty',
    rounds.map(({ nothing }) => nothing),
  );
  const differences = rounds.map(({ ours, nothing }) => totalOf(ours) - totalOf(nothing));
  report({
    name: 'activation.moreThanEmpty',
    value: median(differences),
    unit: 'ms',
    goal: { atMost: MOST_MS_MORE_THAN_EMPTY },
    context: {
      ...spread(differences),
      // On a busy machine the least disturbed windows tell more than those in the middle.
      betweenLowest: lowest(rounds, 'ours') - lowest(rounds, 'nothing'),
      windows: WINDOWS,
      vscode: versions.newest.vscode,
    },
  });
}

function lowest(rounds: readonly Round[], which: keyof Round): number {
  return Math.min(...rounds.map((round) => totalOf(round[which])));
}

function show(name: string, all: readonly Figures[]): void {
  const totals = all.map(totalOf);
  report({
    name: `activation.${name}`,
    value: median(totals),
    unit: 'ms',
    context: {
      ...spread(totals),
      loadCode: median(all.map(({ loadCode }) => loadCode)),
      callActivate: median(all.map(({ callActivate }) => callActivate)),
      finishActivate: median(all.map(({ finishActivate }) => finishActivate)),
    },
  });
}

runPart(activation);
