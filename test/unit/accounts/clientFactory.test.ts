import assert from 'node:assert/strict';
import { ClientFactory } from '../../../src/accounts/clientFactory';
import { useSandbox } from '../sandbox/helpers';

describe('The requests of a client', () => {
  const sandbox = useSandbox({ repositories: 0 });

  it('are not slowed down on their way to a sandbox: it is on this computer', async () => {
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined, show: () => undefined };
    // One a minute: with the limit, the second would be waited for in vain.
    const settings = { endpointOverrides: () => ({}), requestsPerMinute: () => 1 };
    const { url, token, region } = sandbox.current;
    const factory = new ClientFactory(settings, () => new Date(), silent);
    const client = factory.create({ region, credential: { kind: 'token', token }, sandboxUrl: url });
    const pages = await Promise.all([1, 2, 3].map((pageIndex) => client.listUserAllRepositories({ pageIndex })));
    assert.equal(pages.length, 3);
    client.dispose();
  });
});
