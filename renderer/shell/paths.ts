/* Paths of this machine, with either kind of separator: the page does not know which system its host runs on. */

/** Last part of a path: `/home/a/net.stride` → `net.stride`. */
export const baseName = (path: string): string => path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;

/** The folder that holds a file; a root stays a root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(1, path.length - baseName(path).length - 1));

/** `folder` and a file name as one path of the same kind. */
export const inFolder = (folder: string, name: string): string => {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return folder.endsWith('/') || folder.endsWith('\\') ? folder + name : folder + separator + name;
};
