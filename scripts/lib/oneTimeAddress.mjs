import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * An address that leads to another one, once. The address that a browser is started with can be read by every user of
 * this computer, for as long as the browser runs; what the other one holds is not for them.
 *
 * @param {string} target
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function oneTimeAddress(target) {
  const path = `/${randomBytes(24).toString('hex')}`;
  let used = false;
  const server = createServer((request, response) => {
    const { port } = server.address() ?? {};
    response.setHeader('Connection', 'close');
    if (used || request.method !== 'GET' || request.url !== path || request.headers.host !== `127.0.0.1:${port}`) {
      response.writeHead(403).end();
      return;
    }
    used = true;
    response.writeHead(302, { Location: target, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' }).end();
    server.close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}${path}`, close: () => server.close() };
}
