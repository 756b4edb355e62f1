// Writes files of which the system takes a part only, and prints what the shared folder says of that.
import { SharedFolder } from '../../../src/windows/sharedFolder';
import { systemTimers } from '../../../src/windows/timers';

const folder = new SharedFolder(process.argv[2] ?? '', {
  timers: systemTimers,
  onDidFocus: () => ({ dispose: () => undefined }),
});
const text = 'new'.repeat(1_000_000);

void Promise.all([folder.write('alice.json', text, { version: 2 }), folder.append('log', text)]).then((outcomes) => {
  process.stdout.write(JSON.stringify(outcomes));
});
