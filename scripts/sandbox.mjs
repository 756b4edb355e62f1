// npm run sandbox -- [--port N] [--repositories N] [--still]: the local cloud on its own. Prints one line of JSON on standard output.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './lib/paths.mjs';
import { buildOrThrow, ensureModules } from './lib/prepare.mjs';

const file = path.join(root, 'dist/sandboxCli.js');
if (!existsSync(file)) {
  const say = (message) => console.error(message);
  await ensureModules(say);
  say('Building ...');
  await buildOrThrow();
}
// In this process: what it is told (arguments, signals) and what it prints need no passing on.
createRequire(import.meta.url)(file);
