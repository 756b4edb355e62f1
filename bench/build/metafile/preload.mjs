// Preloaded into the build (node --import): esbuild.mjs then gets recorder.mjs in place of esbuild.
import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);
