// What does it cost to watch thousands of mirrors, and how soon is a failure known? Three days by a clock that is moved.
import { Cloud, type Failure } from './watching/cloud';
import { Leader } from './watching/leader';
import { costOfPlan } from './watching/planCost';
import { randomNumbers } from './watching/random';
import { runPart } from './shared/places';
import { progress, report } from './shared/report';
import { median } from './shared/statistics';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2025-03-10T08:00:00Z');
const SIZE = { repositories: 5000, mirrors: 1000, days: 4, failing: 0.02 };
const ROWS = 35;
const BREAK_EVERY = 2 * MINUTE;

async function watching(): Promise<void> {
  await Promise.resolve();
  const cloud = new Cloud(START, SIZE);
  const leader = new Leader(cloud, START);
  progress('the first day ...');
  leader.run(START + DAY);
  showSurvey(leader);
  progress('a day of work ...');
  leader.run(START + 2 * DAY);
  progress('a day without focus ...');
  leader.focused = false;
  leader.run(START + 3 * DAY);
  showDay('firstDay', cloud, leader, 0);
  showDay('steady', cloud, leader, 1, 300);
  showDay('unfocused', cloud, leader, 2);
  progress(`${ROWS} rows on screen, of which one breaks every ${BREAK_EVERY / MINUTE} minutes ...`);
  leader.focused = true;
  lookAtRows(cloud, leader);
  surveyAgain();
  costOfPlan(SIZE.repositories, SIZE.mirrors);
}

function showSurvey({ requests, surveyedAt = Number.NaN, plans }: Leader): void {
  report({ name: 'watching.survey', value: (surveyedAt - START) / MINUTE, unit: 'min', context: { ...SIZE } });
  const firstHour = requests.filter((time) => time < START + HOUR).length;
  report({
    name: 'watching.requests.firstHour',
    value: firstHour,
    unit: 'requests/h',
    context: { plansOfFirstDay: plans },
  });
}

function showDay(name: string, cloud: Cloud, { requests }: Leader, day: number, atMost?: number): void {
  const [from, to] = [START + day * DAY, START + (day + 1) * DAY];
  const perHour = Array.from({ length: 24 }, () => 0);
  for (const time of requests) {
    const hour = Math.floor((time - from) / HOUR);
    perHour[hour] = (perHour[hour] ?? 0) + 1;
  }
  const counted = perHour.slice(0, 24);
  report({
    name: `watching.requests.${name}`,
    value: counted.reduce((sum, count) => sum + count, 0) / 24,
    unit: 'requests/h',
    goal: atMost === undefined ? undefined : { atMost },
    context: { median: median(counted), highest: Math.max(...counted) },
  });
  // Those of the last hours are given the time to be seen.
  const failures = cloud.failures.filter(({ at }) => at >= from && at < to - 2 * HOUR);
  showDelays(`notOnScreen.${name}`, failures, 600);
}

function showDelays(name: string, failures: readonly Failure[], atMost: number): void {
  const delays = failures
    .flatMap(({ at, seenAt }) => (seenAt === undefined ? [] : [(seenAt - at) / 1000]))
    .sort((a, b) => a - b);
  report({
    name: `watching.delay.${name}`,
    value: median(delays),
    unit: 's',
    goal: { atMost },
    context: {
      percentile95: Math.round(delays[Math.floor(delays.length * 0.95)] ?? Number.NaN),
      longest: Math.round(delays.at(-1) ?? Number.NaN),
      failures: failures.length,
      neverSeen: failures.length - delays.length,
    },
  });
}

/** Rows that are looked at for three hours. One after the other is broken, and mended ten minutes later. */
function lookAtRows(cloud: Cloud, leader: Leader): void {
  const rows = cloud.mirrors.slice(0, ROWS);
  const random = randomNumbers(2);
  const from = leader.now;
  leader.show(rows);
  leader.run(from + 5 * MINUTE);
  const before = leader.requests.length;
  const failures = Array.from({ length: 80 }).flatMap((_, index) => {
    const id = rows[(index * 8) % ROWS];
    return id === undefined ? [] : [{ id, at: leader.now + (index + random()) * BREAK_EVERY }];
  });
  for (const { id, at } of failures) {
    cloud.add(id, at, false);
    cloud.add(id, at + 10 * MINUTE, true);
  }
  leader.run(leader.now + 80 * BREAK_EVERY + HOUR);
  showDelays(
    'onScreen',
    cloud.failures.filter(({ id, at }) => failures.some((one) => one.id === id && one.at === at)),
    60,
  );
  const hours = (leader.now - from - 5 * MINUTE) / HOUR;
  report({
    name: 'watching.requests.onScreen',
    value: (leader.requests.length - before) / hours,
    unit: 'requests/h',
    context: { rows: ROWS },
  });
}

/** Another start, when the history tells which repositories are mirrors. */
function surveyAgain(): void {
  const cloud = new Cloud(START, { ...SIZE, days: 1 });
  const leader = new Leader(cloud, START, new Set(cloud.mirrors));
  leader.run(START + HOUR);
  const value = ((leader.mirrorsKnownAt ?? Number.NaN) - START) / MINUTE;
  report({ name: 'watching.survey.mirrorsFirst', value, unit: 'min', context: { mirrors: SIZE.mirrors } });
}

runPart(watching);
