// What do 5,000 repositories cost in a real VS Code: time to the first rows, memory, processor time of an idle window?
//
// A window signs in and reads everything; those after it show what it has kept. Beside the last of them stands one in
// which nobody is signed in.
import { cp, readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumArguments, findChromium, startWorkbenchServer, versions } from '../scripts/lib/workbench.mjs';
import type * as sandboxModule from '../src/sandbox/index';
import type { Findings } from './editor/job';
import { spreadOverTheDay } from './editor/spread';
import { openWindow, type Opened, type Place } from './editor/window';
import { type Places, runPart } from './shared/places';
import { progress, report } from './shared/report';
import { median, spread } from './shared/statistics';

const REPOSITORIES = 5000;
const PAINTS = 3;
const IDLE_MS = 150_000;
const HOUR_MS = 3_600_000;
const SERVICES = ['iam', 'repo', 'hss', 'projectman', 'pipeline'] as const;

async function editor({ root, built, extension }: Places): Promise<void> {
  const load = createRequire(path.join(built, 'dist/sandbox.js'));
  const { startSandbox } = load(path.join(built, 'dist/sandbox.js')) as typeof sandboxModule;
  const sandbox = await startSandbox({ repositories: REPOSITORIES, timePasses: false });
  spreadOverTheDay(sandbox.data, Date.now());
  const closers: (() => Promise<unknown>)[] = [() => sandbox.close()];
  try {
    const browser = await chromium.launch({ executablePath: findChromium(), args: [...chromiumArguments] });
    closers.push(() => browser.close());
    const settings = {
      'codeartsMirrors.endpoints': Object.fromEntries(SERVICES.map((service) => [service, sandbox.url])),
      // The first window is to be done in minutes.
      'codeartsMirrors.requestsPerMinute': 6000,
    };
    // VS Code gives a module the editor of the extension whose folder it is in: what asks for a token is answered there.
    const measured = path.join(built, 'measured');
    await cp(extension, measured, { recursive: true });
    const inside = path.join(measured, 'insideWindow.js');
    await cp(path.join(built, 'out/bench/editor/insideWindow.js'), inside);
    const place = async (name: string): Promise<Place> => {
      const [job, findings] = [path.join(built, `${name}.job.json`), path.join(built, `${name}.findings.json`)];
      const env = { BENCH_JOB: job, BENCH_REPORT: findings };
      const server = await startWorkbenchServer({ root, settings, env });
      closers.push(() => server.close());
      return { context: await browser.newContext(), server, extension: measured, inside, job, findings };
    };
    const used = await place('used');
    const unused = await place('unused');
    const job = { token: sandbox.token, repositories: REPOSITORIES };
    progress(`reading ${REPOSITORIES} repositories ...`);
    const { findings } = await openWindow(used, { ...job, kind: 'fill', idleMs: 0 });
    await showSnapshot(used);
    const opened: Opened[] = [];
    while (opened.length < PAINTS) {
      opened.push(await openWindow(used, { ...job, kind: 'paint', idleMs: 0 }));
      progress(`painted ${opened.length} of ${PAINTS}`);
    }
    progress(`${IDLE_MS / 60_000} idle minutes ...`);
    const [idle, nobody] = await Promise.all([
      openWindow(used, { ...job, kind: 'paint', idleMs: IDLE_MS }),
      openWindow(unused, { ...job, kind: 'signedOut', idleMs: IDLE_MS }),
    ]);
    showPaints(opened);
    showCosts(findings, idle.findings, nobody.findings);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

const context = { repositories: REPOSITORIES, vscode: versions.newest.vscode };

async function showSnapshot({ server }: Place): Promise<void> {
  const folder = path.join(server.dataFolder, 'data/User/globalStorage/codearts-mirrors.codearts-mirrors/snapshots');
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).size));
  const value = sizes.reduce((sum, size) => sum + size, 0);
  report({ name: 'editor.snapshot.size', value, unit: 'bytes', goal: { atMost: 10_000_000 }, context });
}

function showPaints(opened: readonly Opened[]): void {
  const show = (name: string, times: readonly number[], more: object): void => {
    const goal = { atMost: 150 };
    report({ name, value: median(times), unit: 'ms', goal, context: { ...spread(times), ...context, ...more } });
  };
  const rows = opened.map(({ findings }) => (findings.rowsAt ?? Number.NaN) - findings.begun);
  const activeAfterMs = median(opened.map(({ findings }) => findings.activeAt - findings.begun));
  const [one] = opened.map(({ findings }) => ({ rows: findings.rows, toldRows: findings.toldRows }));
  const cpuMs = median(opened.map(({ findings }) => findings.rowsCpuMs ?? Number.NaN));
  show('editor.rows', rows, { ...one, activeAfterMs, cpuMs });
  show(
    'editor.painted',
    opened.map(({ paintedAt, findings }) => paintedAt - findings.begun),
    {},
  );
  const requests = Math.max(...opened.map(({ findings }) => findings.requestsBefore ?? Number.NaN));
  report({ name: 'editor.rows.requests', value: requests, unit: 'requests', goal: { atMost: 0 }, context });
}

function showCosts(filled: Findings, idle: Findings, nobody: Findings): void {
  report({ name: 'editor.fill', value: (filled.filledMs ?? Number.NaN) / 1000, unit: 's', context });
  const heap = idle.heapMegabytes - nobody.heapMegabytes;
  const heaps = { with: idle.heapMegabytes, without: nobody.heapMegabytes, whileFilling: filled.heapMegabytes };
  report({ name: 'editor.heap', value: heap, unit: 'MB', goal: { atMost: 30 }, context: { ...context, ...heaps } });
  const hours = IDLE_MS / HOUR_MS;
  const cpu = ({ idleCpuMs = Number.NaN }: Findings): number => idleCpuMs / 1000 / hours;
  report({
    name: 'editor.idleHour',
    value: cpu(idle) - cpu(nobody),
    unit: 's',
    goal: { atMost: 2 },
    context: {
      ...context,
      with: cpu(idle),
      without: cpu(nobody),
      requests: idle.idleRequests,
      scaledFromMinutes: IDLE_MS / 60_000,
    },
  });
}

runPart(editor);
