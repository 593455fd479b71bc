import i18next from 'i18next';
import type { App } from '../app.ts';
import { chooseSavePath } from '../shell/choose-path.ts';
import { baseName } from '../shell/paths.ts';
import { fileName } from '../shell/projects/file-forms.ts';
import { hostErrorText } from '../shell/projects/host-errors.ts';

interface SavedFile {
  /** Of the app's own dialog. */
  readonly title: string;
  /** Suggested, without its extension. */
  readonly name: string;
  readonly extension: string;
  readonly formatName: string;
  readonly bytes: Uint8Array;
}

/** Asks where to, writes the file there, and says so; what goes wrong is said too. */
export async function saveFile(app: App, { title, name, extension, formatName, bytes }: SavedFile): Promise<void> {
  const { host, notify } = app;
  const suggestedName = `${fileName(name)}.${extension}`;
  const filters = [{ name: formatName, extensions: [extension] }];
  try {
    const path = await chooseSavePath(app, { title, filters, suggestedName, folder: '' });
    if (path === null) return;
    await host.request('write', { path, bytes });
    notify('done', i18next.t('runs:save.done', { name: baseName(path) }));
  } catch (error) {
    notify('problem', hostErrorText(error));
  }
}
