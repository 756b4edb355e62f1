// Writes a file of which the system takes a part only, and prints the system's name of what went wrong.
import { codeOf, writeWhole } from '../../../src/windows/files';

writeWhole(process.argv[2] ?? '', 'new'.repeat(1_000_000)).catch((error: unknown) => {
  process.stdout.write(codeOf(error) ?? 'unknown');
});
