import assert from 'node:assert/strict';
import { call, TIMEOUT_MS, useSandbox } from './helpers';

describe('sandbox: mirroring of odd records', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useSandbox({ repositories: 0 });

  it('fails, and goes on', async () => {
    const { data } = sandbox.current;
    for (const url of ['not an address', '--upload-pack=x', 'ext::sh -c x', '', null]) {
      const { id } = data.addRepository({ name: 'odd' });
      data.setMirror(id, { url });
      await call(sandbox.current, `/v4/repositories/${id}/remote-mirror`, { method: 'POST', json: {} });
      await data.synchronised(id);
      assert.equal(data.mirror(id)?.update_status, 'failed', String(url));
    }
  });
});

describe('sandbox: mirroring without Git', function () {
  this.timeout(TIMEOUT_MS);
  const sandbox = useSandbox({ repositories: 40, git: 'no-such-program-here' });

  it('serves the API, and says why a synchronisation fails', async () => {
    const { data } = sandbox.current;
    const { id } = data.addRepository({ name: 'without-git' });
    const json = { url: data.addUpstream('test/without-git') };
    await call(sandbox.current, `/v4/repositories/${id}/remote-mirror/associate`, { method: 'POST', json });
    await data.synchronised(id);
    assert.match(data.mirror(id)?.last_error ?? '', /git was not found/);
    const clone = await fetch(`${data.upstreamUrl('test/without-git')}/info/refs?service=git-upload-pack`);
    assert.equal(clone.status, 503);
    await clone.text();
  });
});
