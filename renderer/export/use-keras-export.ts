import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { modelMetadata } from '../../src/core/document/run-data.ts';
import { writeKerasFile, writeKerasH5 } from '../../src/core/interop/keras/write/write.ts';
import type { Problem } from '../../src/core/problems/problem.ts';
import { useApp } from '../app.ts';
import { folderOf } from '../shell/paths.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import { failureText } from './failure-text.ts';
import type { KerasFormat } from './formats.ts';
import { safeName } from './safe-name.ts';

export type KerasExportState =
  | { readonly state: 'idle' | 'writing' }
  | { readonly state: 'refused'; readonly problems: readonly Problem[] }
  | { readonly state: 'failed'; readonly message: string }
  /** `same`: what was read back is what was written, byte by byte. */
  | { readonly state: 'saved'; readonly path: string; readonly bytes: number; readonly same: boolean };

const writers = { keras: writeKerasFile, h5: writeKerasH5 } as const;

/** Writes a checkpoint as one of Keras's files, with what it was compiled with, and reads it back. */
export function useKerasExport(format: KerasFormat) {
  const { t } = useTranslation('evaluate');
  const { host, about, dialogs, documents, training } = useApp();
  const [state, setState] = useState<KerasExportState>({ state: 'idle' });

  async function placeFor(): Promise<string | null> {
    const { document, path: project } = documents.getState();
    const filters = [{ name: t(`export.kerasFormats.${format}.title`), extensions: [format] }];
    const suggestedName = `${safeName(document.name)}.${format}`;
    if (host.saveDialog && about.nativeDialogs) return host.saveDialog({ filters, suggestedName });
    const folder = project === null ? '' : folderOf(project);
    return dialogs.saveFile({ title: t(`export.kerasFormats.${format}.title`), filters, suggestedName, folder });
  }

  async function save({ record, snapshot }: Checkpoint): Promise<void> {
    try {
      const path = await placeFor();
      if (path === null) return;
      setState({ state: 'writing' });
      const opened = record.data ? null : await training.datasetOf(record);
      const metadata = modelMetadata(record.data, opened?.ok ? opened.value.classes : null);
      const made = writers[format](record.network, snapshot.weights, { training: record.settings, metadata });
      if (!made.ok) return setState({ state: 'refused', problems: made.error });
      const [artifact] = made.value;
      if (!artifact) return;
      const stat = await host.request('write', { path, bytes: artifact.bytes });
      const read = await host.request('read', { path: stat.path });
      const same = read.length === artifact.bytes.length && read.every((byte, i) => byte === artifact.bytes[i]);
      setState({ state: 'saved', path: stat.path, bytes: stat.bytes, same });
    } catch (error) {
      setState({ state: 'failed', message: failureText(error) });
    }
  }

  return { state, save, forget: () => setState({ state: 'idle' }) };
}
