import i18next from 'i18next';
import type { ImportError } from '../../../src/core/interop/keras/notes.ts';
import type { Result } from '../../../src/core/result.ts';
import type { Host } from '../../../src/host/host.ts';
import type { OpenedFile } from '../../../src/host/model-file.ts';
import { type Project, type ProjectError, readProject } from '../../../src/host/project-file.ts';
import { once } from '../../once.ts';
import type { Dialogs } from '../dialogs.ts';
import { bytesOf, readBlob } from '../files.ts';
import { baseName, folderOf } from '../paths.ts';
import type { Notify } from './options.ts';

const loadLarge = once(() => import('./read-large.ts'));
const loadReader = once(() => import('../../../src/host/model-file.ts'));

export interface ReadFile extends OpenedFile {
  /** When the file was changed last, milliseconds since 1970. */
  readonly modified: number | null;
  /** The file is damaged, and this is what its backup has. */
  readonly restored: boolean;
}

/** The file that the save before the last one left behind. */
export const backupOf = (path: string): string => `${path}.bak`;

const refusals = {
  newer: 'shell:notices.newerVersion',
  'not-stride': 'shell:notices.notAProject',
  corrupt: 'shell:notices.damaged',
  damaged: 'shell:notices.damaged',
} as const satisfies Readonly<Record<ProjectError['code'], string>>;

/** Reads what the app opens. What cannot be read is said to the user, and gives `null`. */
export function createReader({ host, dialogs, notify }: { host: Host; dialogs: Dialogs; notify: Notify }) {
  /** What imports say comes when one is refused, not before the first paint. */
  async function refuse(error: ProjectError | ImportError, name: string): Promise<null> {
    if (!('values' in error)) return refuseProject(error, name);
    const { importErrorText } = await import('../import-texts.ts');
    notify('problem', i18next.t('shell:imported.refused', { name, reason: importErrorText(error) }));
    return null;
  }

  function refuseProject(error: ProjectError, name: string): null {
    const key = refusals[error.code];
    notify('problem', i18next.t(key, { name, path: error.path ?? '' }));
    return null;
  }

  /** A project, or a model of Keras or tfjs. Their reader comes when the first file does, not before the first paint. */
  async function read(bytes: Uint8Array, name: string, folder: string | null = null) {
    const { readProjectOrModel } = await loadReader();
    const beside = async (path: string): Promise<Uint8Array | null> =>
      folder === null ? null : host.request('read', { path: `${folder}/${path}` }).catch(() => null);
    return readProjectOrModel(bytes, name, beside);
  }

  async function large(blob: Blob, name: string): Promise<Result<OpenedFile, ImportError> | null> {
    const { isLargeModel, readLarge } = await loadLarge();
    return (await isLargeModel(blob, name)) ? readLarge(blob, name) : null;
  }

  /** What the backup of a damaged file has, if it is there, whole and wanted. */
  async function readBackup(path: string): Promise<{ readonly project: Project; readonly wanted: boolean } | null> {
    const backup = backupOf(path);
    const file = await host.request('stat', { path: backup }).catch(() => null);
    if (file === null) return null;
    const read = readProject(await host.request('read', { path: backup }));
    if (!read.ok) return null;
    const wanted = (await dialogs.damaged(path, file.modified)) === 'restore';
    return { project: read.value, wanted };
  }

  return {
    draft(bytes: Uint8Array, name: string): Project | null {
      const project = readProject(bytes);
      return project.ok ? project.value : refuseProject(project.error, name);
    },
    async blob(blob: Blob, name: string): Promise<OpenedFile | null> {
      const opened = (await large(blob, name)) ?? (await read(await bytesOf(blob), name));
      return opened.ok ? opened.value : refuse(opened.error, name);
    },
    /** Of a damaged file, the backup is offered. */
    async file(path: string): Promise<ReadFile | null> {
      const [stat, blob] = [await host.request('stat', { path }), await readBlob(host, path)];
      const modified = stat?.modified ?? null;
      const name = baseName(path);
      const opened = (await large(blob, name)) ?? (await read(await bytesOf(blob), name, folderOf(path)));
      if (opened.ok) return { ...opened.value, modified, restored: false };
      const backup = await readBackup(path);
      if (backup === null) return refuse(opened.error, name);
      return backup.wanted ? { project: backup.project, report: null, modified, restored: true } : null;
    },
  };
}
