import { spawnSync } from 'node:child_process';

/** How to start a process so that `endGroup` reaches its helpers, such as `git-remote-http`. */
export const inOwnGroup = { detached: process.platform !== 'win32', windowsHide: true } as const;

/**
 * Ends a process that was started with `inOwnGroup`, and its helpers. They may outlive it; their group keeps its number
 * then. Call it only while its pipes are open or right after its end: later the number may be another one's.
 */
export function endGroup({ pid }: { readonly pid?: number }): void {
  if (pid === undefined) {
    return;
  }
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { windowsHide: true, stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it has ended already.
  }
}
