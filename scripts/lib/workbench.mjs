// What the tests (TypeScript, bundled) share with the scripts: VS Code's server build and the browser that shows it.
export { builtInsOfTests } from './builtIns.mjs';
export { chromiumArguments, findChromium } from './chromium.mjs';
export { startOwned } from './owned.mjs';
export { findServerBuild, versions } from './serverBuilds.mjs';
export { startWorkbenchServer } from './workbenchServer.mjs';
