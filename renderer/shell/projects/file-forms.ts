import i18next from 'i18next';
import type { StrideDocument } from '../../../src/core/document/schema.ts';
import type { FileFilter } from '../../../src/host/host.ts';
import type { DocumentStore } from '../../store/document.ts';
import { baseName } from '../paths.ts';

export const projectFilters = (): readonly FileFilter[] => [
  { name: i18next.t('shell:fileDialog.projectFiles'), extensions: ['stride', 'json', 'keras', 'h5', 'hdf5', 'onnx'] },
];
export const saveFilters = (): readonly FileFilter[] => [{ name: 'Stride', extensions: ['stride'] }];

/** A document without runs, as JSON for other programs and the command line. */
export const isPlain = (path: string): boolean => path.toLowerCase().endsWith('.json');
export const plain = (document: StrideDocument): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`);

/** A document's name as a file name that every system takes. */
export const fileName = (name: string): string =>
  name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: Windows refuses them
    .replace(/[<>:"/\\|?*\u0000-\u001f]/g, '-')
    .replace(/[. ]+$/, '')
    .trim() || 'network';

/** Saving a network that was never given a name names it as its file. */
export function nameAfterFile(documents: DocumentStore, path: string): void {
  const { document, path: before } = documents.getState();
  if (before !== null || document.name !== i18next.t('shell:untitled')) return;
  const name = baseName(path).replace(/\.[^.]*$/, '');
  documents.dispatch(i18next.t('shell:file.rename').replace('…', ''), { type: 'renameDocument', name });
}
