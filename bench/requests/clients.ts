import http from 'node:http';
import fetch from 'node-fetch';
import { createCloudClient } from '../../src/api/index';

/** Reads the mirror of one repository, once. */
export type ReadMirror = () => Promise<unknown>;

const TOKEN = 'MIIF-token-of-the-benchmark'.padEnd(2000, '0123456789abcdef');
const REPOSITORY = 2_111_985_337;

/**
 * The same request in three ways, each without an agent of its own: Node's global agent keeps connections alive for all
 * of them. All parse the JSON of the answer.
 */
export function clientsFor(origin: string): Readonly<Record<'http' | 'fetch' | 'cloudClient', ReadMirror>> {
  const cloud = createCloudClient({
    endpoints: { iam: origin, repo: origin, hss: origin, projectman: origin, pipeline: origin },
    credential: { kind: 'token', token: TOKEN },
  });
  // A store hands every request of a session the same signal.
  const { signal } = new AbortController();
  const address = `${origin}/v4/repositories/${REPOSITORY}/remote-mirror`;
  const headers = { Accept: 'application/json', 'User-Agent': 'codearts-mirrors', 'X-Auth-Token': TOKEN };
  return {
    http: () => readPlainly(address, headers),
    fetch: async () => (await fetch(address, { headers })).json(),
    cloudClient: () => cloud.showRemoteMirror(REPOSITORY, { signal }),
  };
}

function readPlainly(address: string, headers: http.OutgoingHttpHeaders): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = http.get(address, { headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        resolve(JSON.parse(text));
      });
    });
    request.on('error', reject);
  });
}
