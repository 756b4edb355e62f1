// npm run --silent bench: measures what is built. Standard output is one JSON object a line, {"name", "value", "unit", ...};
// how it goes is told on standard error. A goal that is missed is reported, and fails nothing.
//
//   npm run --silent bench -- --only bundle|activation|editor|requests|scale|snapshot|watching     may be given several times
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildForBench } from '../bench/build/buildForBench.mjs';
import { ensureServerBuild } from './lib/installServers.mjs';
import { root } from './lib/paths.mjs';
import { ensureModules } from './lib/prepare.mjs';
import { endWithChildren, run } from './lib/processes.mjs';
import { ensureSystemPackages } from './lib/systemPackages.mjs';

/** The parts, with the flags that Node needs for each. */
const parts = {
  bundle: { flags: [] },
  activation: { flags: [], needsEditor: true },
  editor: { flags: [], needsEditor: true },
  requests: { flags: [] },
  scale: { flags: ['--expose-gc'] },
  snapshot: { flags: [] },
  watching: { flags: [] },
};

const say = (message) => console.error(`--- ${message}`);
endWithChildren();
process.exit(await main());

async function main() {
  try {
    const chosen = chosenParts();
    await ensureModules(say);
    if (chosen.some((name) => parts[name].needsEditor)) {
      await ensureSystemPackages(say);
      await ensureServerBuild('newest', say);
    }
    say('Building ...');
    const built = await buildForBench(root);
    let failed = 0;
    for (const name of chosen) {
      say(name);
      const program = path.join(built, `out/bench/${name}.js`);
      const { code } = await run(process.execPath, [...parts[name].flags, program, root, built]);
      if (code !== 0) {
        failed += 1;
        say(`${name} has failed with exit code ${code}`);
      }
    }
    return failed === 0 ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

function chosenParts() {
  const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
  const names = Object.keys(parts);
  const unknown = values.only?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`There is no part "${unknown}". The parts: ${names.join(', ')}`);
  return names.filter((name) => values.only?.includes(name) ?? true);
}
