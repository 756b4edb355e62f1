// Runs inside VS Code, in the process of the extensions: does its job, of BENCH_JOB, and writes down what it has found.
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import v8 from 'node:v8';
import vm from 'node:vm';
import * as vscode from 'vscode';
import type { CodeArtsMirrorsApi } from '../../src/extension';
import { Person } from '../../test/host/support/person';
import { Traffic } from '../scale/traffic';
import type { Findings, Job } from './job';

const BYTES_A_MEGABYTE = 1_000_000;
/** What an extension does after its start has come to an end by then. */
const SETTLED_MS = 8000;

type Found = Omit<Partial<Findings>, 'begun' | 'activeAt' | 'heapMegabytes'>;

/** VS Code calls it as it calls tests. */
export async function run(): Promise<void> {
  const { BENCH_JOB: file = '', BENCH_REPORT: reportFile = '' } = process.env;
  // The benchmark has written it.
  const job = JSON.parse(await readFile(file, 'utf8')) as Job;
  const traffic = new Traffic();
  const found = await work(job, traffic);
  await delay(SETTLED_MS);
  const heapMegabytes = usedMegabytes();
  const idle = job.idleMs === 0 ? {} : await beIdle(job.idleMs, traffic);
  const findings: Findings = { ...found, heapMegabytes, ...idle };
  await writeFile(reportFile, JSON.stringify(findings));
}

async function work(job: Job, traffic: Traffic): Promise<Omit<Findings, 'heapMegabytes'>> {
  const extension = vscode.extensions.getExtension<CodeArtsMirrorsApi>('codearts-mirrors.codearts-mirrors');
  if (!extension) {
    throw new Error('The extension is not installed');
  }
  const cpu = process.cpuUsage();
  const begun = Date.now();
  const api = await extension.activate();
  const active = { begun, activeAt: Date.now() };
  switch (job.kind) {
    case 'signedOut':
      return active;
    case 'fill':
      return { ...active, ...(await fill(api, job)) };
    case 'paint':
      return { ...active, ...(await paint(api, traffic, cpu)) };
  }
}

async function fill({ health }: CodeArtsMirrorsApi, { token, repositories }: Job): Promise<Found> {
  const before = Date.now();
  const person = new Person();
  person.arrives();
  person
    .whenAsked(/Method/, 'Token')
    .whenAsked(/Region/, 'cn-north-4')
    .whenAsked(/Profile/, 'Sign in')
    .types(token);
  await vscode.commands.executeCommand('codeartsMirrors.signIn');
  person.leaves();
  await until(
    'know every mirror',
    () => health.current.repositories >= repositories && health.current.unread === 0,
    480,
  );
  // The windows that follow are those of somebody who has changed no setting.
  const settings = vscode.workspace.getConfiguration('codeartsMirrors');
  await settings.update('requestsPerMinute', undefined, vscode.ConfigurationTarget.Global);
  return { filledMs: Date.now() - before };
}

/** The editor asks for the rows in the same way, at the same time. */
async function paint(api: CodeArtsMirrorsApi, traffic: Traffic, begun: NodeJS.CpuUsage): Promise<Found> {
  const tree = api.views.repositories;
  const focused = vscode.commands.executeCommand('codeartsMirrors.repositories.focus');
  const groups = (await tree.getChildren()) ?? [];
  const [open] = groups;
  const rows = (await tree.getChildren(open)) ?? [];
  const items: vscode.TreeItem[] = [];
  for (const row of rows.slice(0, 50)) {
    items.push(await tree.getTreeItem(row));
  }
  const { user, system } = process.cpuUsage(begun);
  const findings = {
    rowsAt: Date.now(),
    rowsCpuMs: (user + system) / 1000,
    rows: rows.length,
    toldRows: items.filter(({ description }) => !/not checked|checking/.test(String(description))).length,
    requestsBefore: traffic.take().requests,
  };
  await focused;
  return findings;
}

/** Nobody looks at the views, and nothing is on screen but an explorer. */
async function beIdle(ms: number, traffic: Traffic): Promise<Found> {
  await vscode.commands.executeCommand('workbench.view.explorer');
  await delay(SETTLED_MS);
  traffic.take();
  const before = process.cpuUsage();
  await delay(ms);
  const { user, system } = process.cpuUsage(before);
  return { idleCpuMs: (user + system) / 1000, idleRequests: traffic.take().requests };
}

/** After everything that can be thrown away is gone. */
function usedMegabytes(): number {
  v8.setFlagsFromString('--expose-gc');
  // There is no other way in a process that somebody else has started.
  const collect = vm.runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed / BYTES_A_MEGABYTE;
}

async function until(what: string, condition: () => boolean, seconds: number): Promise<void> {
  for (let left = seconds * 10; !condition(); left -= 1) {
    if (left === 0) throw new Error(`The extension did not ${what} within ${seconds} s`);
    await delay(100);
  }
}
