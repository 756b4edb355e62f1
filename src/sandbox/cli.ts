import { parseArgs } from 'node:util';
import { gitProblem } from './git/version';
import { startSandbox } from './index';

const USAGE = 'Usage: sandboxCli [--port N] [--repositories N] [--latency MS] [--still]';

/** Runs the sandbox on its own. Prints one line of JSON that says how to reach it, and ends on a signal. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      repositories: { type: 'string' },
      latency: { type: 'string' },
      // Nothing happens by itself: for measurements.
      still: { type: 'boolean', default: false },
    },
  });
  const sandbox = await startSandbox({
    port: wholeNumber(values.port),
    repositories: wholeNumber(values.repositories),
    latencyMs: wholeNumber(values.latency),
    timePasses: !values.still,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void sandbox.close());
  }
  const { url, token, ak, sk, projectId, region, pid, user, git } = sandbox;
  const problem = gitProblem(git);
  if (problem !== undefined) {
    console.error(`No mirror will be synchronised: ${problem}.`);
  }
  console.log(JSON.stringify({ url, token, ak, sk, projectId, region, pid, user, git }));
}

function wholeNumber(text: string | undefined): number | undefined {
  if (text !== undefined && !/^\d{1,7}$/.test(text)) {
    throw new Error(`${USAGE}\nNot a whole number: ${text}`);
  }
  return text === undefined ? undefined : Number(text);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
