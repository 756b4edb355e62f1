const silenceAllowedMs = 180_000;
const extensionHostGraceMs = 5_000;

/** Notices that nothing comes any more: no tests are so slow that they say nothing for three minutes. */
export function createWatchdog() {
  let fail: (reason: string) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    fail = (reason) => {
      reject(new Error(reason));
    };
  });
  // Whoever races against it handles it; until then it is no unhandled rejection.
  failed.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const expect = (milliseconds: number, reason: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      fail(reason);
    }, milliseconds);
  };
  const alive = () => {
    expect(silenceAllowedMs, `The tests have said nothing for ${silenceAllowedMs / 1000} s: VS Code or a test hangs.`);
  };
  alive();
  return {
    failed,
    fail,
    alive,
    /** The extension host is a child of the server, which reports its end; after the last test that is no failure. */
    serverSaid: (text: string) => {
      const ended = /Extension Host Process exited with code: .*/.exec(text);
      if (ended) expect(extensionHostGraceMs, `The extension host has ended by itself. ${ended[0]}`);
    },
    stop: () => {
      clearTimeout(timer);
    },
  };
}
