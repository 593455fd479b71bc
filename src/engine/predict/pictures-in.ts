import { byName, pictureName } from '../data/folder-plan.ts';
import { type DataReader, joinPath } from '../data/source.ts';

/** Folders within folders: a link to a folder above would go on for ever. */
const deepest = 16;

/** Paths of the pictures in a folder and in the folders within it, in order; hidden ones and other files are left out. */
export async function picturesIn(folder: string, reader: DataReader, depth = 0): Promise<readonly string[]> {
  const entries = (await reader.list(folder)).filter(({ name }) => !name.startsWith('.'));
  const found: string[] = [];
  const folders: string[] = [];
  for (const { name, kind } of [...entries].sort((a, b) => byName(a.name, b.name))) {
    if (kind === 'folder') folders.push(name);
    else if (pictureName.test(name)) found.push(joinPath(folder, name));
  }
  if (depth === deepest) return found;
  for (const name of folders) {
    for (const path of await picturesIn(joinPath(folder, name), reader, depth + 1)) found.push(path);
  }
  return found;
}
