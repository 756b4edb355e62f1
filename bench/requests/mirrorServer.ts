// A plain server that answers every request with one mirror, in a process of its own: its work is not the client's.
import http from 'node:http';
import type { AddressInfo } from 'node:net';

const mirror = JSON.stringify({
  id: 11887,
  repository_id: 2111985337,
  update_status: 'finished',
  last_update_at: '2025-04-24T20:04:44.000+08:00',
  url: 'https://example.com/foo/bar.git',
  last_successful_update_at: '2025-04-24T20:04:44.000+08:00',
  number_of_failures: null,
  mirroring_enabled: true,
  is_private: false,
  endpoint_uuid: null,
  last_error: null,
});
const headers = {
  'Content-Type': 'application/json',
  'Content-Length': Buffer.byteLength(mirror),
  'X-Request-Id': '7f0c2e3d4b5a69788796a5b4c3d2e1f0',
};

let connections = 0;
const server = http.createServer((request, response) => {
  if (request.url === '/connections') {
    response.end(String(connections));
    return;
  }
  response.writeHead(200, headers);
  response.end(mirror);
});
server.on('connection', () => {
  connections += 1;
});
server.listen(0, '127.0.0.1', () => {
  // A listening TCP server has an address with a port.
  console.log(`listening ${(server.address() as AddressInfo).port}`);
});
