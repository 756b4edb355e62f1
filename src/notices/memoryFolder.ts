import type { FileOutcome, JsonRead } from '../windows/index';
import type { NoticeFolder } from './toldRecord';

/** In place of files, for what is gone with its window. */
export function memoryFolder(): NoticeFolder {
  const files = new Map<string, unknown>();
  const done: FileOutcome = { kind: 'done' };
  return {
    onDidChange: () => ({ dispose: () => undefined }),
    read: (name, { version }): Promise<JsonRead> =>
      Promise.resolve(files.has(name) ? { kind: 'value', value: files.get(name), version } : { kind: 'absent' }),
    write: (name, value) => {
      files.set(name, value);
      return Promise.resolve(done);
    },
    removeAll: (prefix) => {
      for (const name of [...files.keys()].filter((each) => each.startsWith(prefix))) {
        files.delete(name);
      }
      return Promise.resolve(done);
    },
  };
}
