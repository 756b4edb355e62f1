import { lastError } from '../mirrorOutcomes';

/** What Git says when it cannot copy from this address, for one cause each. */
const CAUSES: readonly ((url: string) => string)[] = [
  (url) => `remote: HTTP Basic: Access denied\nfatal: Authentication failed for '${url}/': exit status 128`,
  (url) => `fatal: unable to access '${url}/': The requested URL returned error: 502: exit status 128`,
  (url) => `remote: Repository not found.\nfatal: repository '${url}/' not found: exit status 128`,
  (url) =>
    `fatal: unable to access '${url}/': Failed to connect to ${new URL(url).hostname} port ${new URL(url).port}: ` +
    'Connection timed out: exit status 128',
  () =>
    'error: RPC failed; curl 56 Recv failure: Connection reset by peer\nfatal: early EOF\n' +
    'fatal: fetch-pack: invalid index-pack output: exit status 128',
  () => '! [rejected] main -> main (non-fast-forward): exit status 1',
  (url) => `fatal: unable to access '${url}/': The requested URL returned error: 429: exit status 128`,
  () => 'error: unable to write file: No space left on device\nfatal: index-pack failed: exit status 128',
];

/** A text for `last_error`: another cause each time, in turn. */
export function causeInTurn(turn: number, url: string): string {
  const cause = CAUSES[turn % CAUSES.length];
  return lastError(cause?.(url) ?? 'exit status 128');
}
