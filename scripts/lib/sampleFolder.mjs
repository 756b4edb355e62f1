import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const readme = `# A sample folder

Open **CodeArts Mirrors** in the activity bar, on the left: the extension is signed in to the sandbox, a local cloud with
made-up repositories and image registries. Everything can be tried there; nothing leaves this computer.
`;

/** A folder to open, so that the workbench is not empty. */
export async function createSampleFolder(parent) {
  const folder = path.join(parent, 'sample');
  await mkdir(folder);
  await writeFile(path.join(folder, 'README.md'), readme);
  return folder;
}
