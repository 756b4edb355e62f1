import assert from 'node:assert/strict';
import { useCloud } from './support/cloud';
import { run } from './support/extension';
import { keptFiles } from './support/kept';
import { until } from './support/until';

describe('mirrors that nobody looks at', () => {
  const cloud = useCloud({ repositories: 40, watch: true });
  const snapshots = async (): Promise<readonly string[]> =>
    [...(await keptFiles()).keys()].filter((file) => /^snapshots.*\.(?:list|readings|registries)\.json$/.test(file));
  const readMirrors = (): readonly string[] => cloud.requests('showRemoteMirror').map(({ path }) => path);

  it('are all read, each once', async () => {
    await until('every mirror', () => {
      const { repositories, unread } = cloud.api.health.current;
      return repositories === cloud.sandbox.data.repositories().length && unread === 0;
    });
    assert.ok(cloud.api.health.current.problems.length > 0);
    assert.equal(new Set(readMirrors()).size, readMirrors().length);
  });

  it('are not alone: image registries are known too, and which of them are not connected', async () => {
    const { current } = await until('the registries', () => {
      const { registries } = cloud.api;
      return registries.current.asOf && registries;
    });
    assert.ok(current.registries.some(({ state }) => state === 'disconnected'));
    assert.ok(cloud.requests('listRegistry').length <= 1);
  });

  it('are kept for the next window, and forgotten when the person signs out', async () => {
    await until('the files', async () => (await snapshots()).length === 3);
    await run('signOut');
    await until('no file', async () => (await snapshots()).length === 0);
  });
});
