import { format } from 'node:util';

/** Printed by the tests' index when they begin; what VS Code says of its own start before that concerns nobody. */
export const testsBegin = 'Host tests begin';

/** What a server build without its native modules and without a network always says. None of it affects an extension. */
const harmless = [
  /Could not locate the bindings file/,
  /build\/Release\/watchdog/,
  /\[Service Worker\] registration/,
  /queryGalleryExtensions|ENOTFOUND|extensions? gallery/i,
  /^(Resolving|Resolved) connection token|^Creating a socket|^\[reconnection-grace-time\]/,
  /^\[(AgentHost|AccountPolicyGate|remote-connection)/,
  /^(Updating additional builtin extensions|Started local extension host|Loading development extension)/,
];

/** Prints what the page hands to `codeAutomationLog`: the extension host's console, and VS Code's own log. */
export function createLogPrinter(write: (text: string) => void): (level: string, args: readonly unknown[]) => void {
  let begun = false;
  return (level, args) => {
    const text = format(...args);
    if (process.env.TEST_FULL_LOG) write(`${level}: ${text}\n`);
    else if (text === testsBegin) begun = true;
    else if ((begun || level === 'error') && !harmless.some((pattern) => pattern.test(text))) write(`${text}\n`);
  };
}
