import type { FileFilter } from '../../src/host/host.ts';
import type { App } from '../app.ts';

type Parts = Pick<App, 'host' | 'about' | 'dialogs'>;

/* Asked by the system's dialog where there is one, else by the app's own; `null` when cancelled. */

/** `title` says what the file is for; the system's dialog has its own. */
export const chooseFile = (
  { host, about, dialogs }: Parts,
  title: string,
  filters: readonly FileFilter[],
): Promise<string | null> =>
  host.openDialog && about.nativeDialogs ? host.openDialog({ filters }) : dialogs.openFile(title, filters);

export const chooseFolder = ({ host, about, dialogs }: Parts, title: string): Promise<string | null> =>
  host.openDialog && about.nativeDialogs ? host.openDialog({ filters: [], folder: true }) : dialogs.openFolder(title);

interface SaveOptions {
  /** What is saved, where it is not the network. */
  readonly title?: string;
  readonly filters: readonly FileFilter[];
  readonly suggestedName: string;
  /** Folder shown first; empty: the projects folder. */
  readonly folder: string;
}

export const chooseSavePath = ({ host, about, dialogs }: Parts, options: SaveOptions): Promise<string | null> =>
  host.saveDialog && about.nativeDialogs
    ? host.saveDialog({ filters: options.filters, suggestedName: options.suggestedName })
    : dialogs.saveFile(options);
