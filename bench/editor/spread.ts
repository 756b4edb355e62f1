import type { SandboxData } from '../../src/sandbox/index';

const HOUR_MS = 3_600_000;
/** One of so many repositories has a mirror. */
const EVERY = 5;

/** Makes of all mirrors such as run once a day, spread over the day, and of the other repositories such as have none. */
export function spreadOverTheDay(data: SandboxData, now: number): void {
  const ids = data.repositories().map(({ id }) => id);
  for (const [index, id] of ids.entries()) {
    if (index % EVERY > 0) {
      data.removeMirror(id);
      continue;
    }
    const at = inChina(now - (24 * HOUR_MS * index) / ids.length);
    data.setMirror(id, {
      id,
      repository_id: id,
      update_status: 'finished',
      url: `https://git.example.com/team/service-${id}.git`,
      last_update_at: at,
      last_successful_update_at: at,
      number_of_failures: 0,
      mirroring_enabled: true,
      is_private: false,
      last_error: null,
    });
  }
}

/** As the service writes dates. */
function inChina(time: number): string {
  return new Date(time + 8 * HOUR_MS).toISOString().replace('Z', '+08:00');
}
