import type { Sandbox } from '../../../src/sandbox';

/** One address serves everything. */
export function endpoints(url: string): Record<string, string> {
  return { iam: url, repo: url, hss: url, projectman: url, pipeline: url };
}

/** What `npm run sandbox` prints: the extension signs in with it. */
export function signInLine({ url, token, ak, sk, projectId, region, pid }: Sandbox): string {
  return JSON.stringify({ url, token, ak, sk, projectId, region, pid });
}
