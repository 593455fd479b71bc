import { useTranslation } from 'react-i18next';
import { modelMetadata } from '../../src/core/document/run-data.ts';
import { type KerasOptions, kerasFileParts, kerasH5Parts } from '../../src/core/interop/keras/write/write.ts';
import { ok } from '../../src/core/result.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import type { KerasFormat } from './formats.ts';
import { useFileExport } from './use-file-export.ts';

const writers = { keras: kerasFileParts, h5: kerasH5Parts } as const;

/** Writes a checkpoint as one of Keras's files, with what it was compiled with, and reads it back. */
export function useKerasExport(
  format: KerasFormat,
  optionsFor: (checkpoint: Checkpoint) => Pick<KerasOptions, 'groups'>,
) {
  const { t } = useTranslation('evaluate');
  return useFileExport({
    title: t(`export.kerasFormats.${format}.title`),
    extension: format,
    make: (checkpoint, classes) => {
      const { record, snapshot } = checkpoint;
      const made = writers[format](record.network, snapshot.weights, {
        ...optionsFor(checkpoint),
        training: record.settings,
        metadata: modelMetadata(record.data, classes),
      });
      return made.ok ? ok([{ path: `model.${format}`, parts: made.value }]) : made;
    },
  });
}
