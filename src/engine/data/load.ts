import type { DataRef } from '../../core/document/schema.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { loadCsv } from './csv-dataset.ts';
import type { Dataset } from './dataset.ts';
import { decodeSprite } from './decode.ts';
import type { DataError } from './errors.ts';
import { loadFolder, type PicturePlatform } from './folder.ts';
import { loadIdx } from './idx-dataset.ts';
import { loadLabelledFiles } from './labelled-files.ts';
import { loadMasks } from './masks.ts';
import { withNormalization } from './normalization-of.ts';
import { loadNumpy } from './numpy-dataset.ts';
import { fitOf } from './picture-options.ts';
import { resizeDataset } from './resize.ts';
import { cancelled, type LoadOptions, unreadable } from './source.ts';

export type EmbeddedId = Extract<DataRef, { source: 'embedded' }>['id'];

/** What differs between a page and Node. */
export interface DataPlatform extends PicturePlatform {
  /** The sheet and the manifest that come with Stride. Rejects when they are missing. */
  readonly embedded: (id: EmbeddedId) => Promise<{ readonly png: Uint8Array; readonly manifest: unknown }>;
}

/** Opens what a document refers to, pictures fitted to `inputShape` where given, with what its numbers are changed by. */
export async function openDataset(
  ref: DataRef,
  platform: DataPlatform,
  options: LoadOptions,
): Promise<Result<Dataset, DataError>> {
  const stored = await openAsStored(ref, platform, options);
  if (!stored.ok) return stored;
  const fit = fitOf(ref.source === 'csv' || ref.source === 'numpy' ? {} : ref, options.inputShape, null);
  const fitted = fit ? resizeDataset(stored.value, fit) : stored;
  if (options.signal?.aborted) return fail(cancelled);
  if (!fitted.ok) return fitted;
  // The columns of a table are in units of their own.
  const kind = ref.normalize ?? (ref.source === 'csv' ? 'standard' : null);
  return kind ? ok(await withNormalization(fitted.value, kind)) : fitted;
}

async function openAsStored(
  ref: DataRef,
  platform: DataPlatform,
  options: LoadOptions,
): Promise<Result<Dataset, DataError>> {
  switch (ref.source) {
    case 'masks':
      return loadMasks(ref.path, platform, { ...options, ...ref });
    case 'labels':
      return loadLabelledFiles(ref.path, platform, { ...options, ...ref });
    case 'csv':
      return loadCsv(ref, platform.reader, options);
    case 'numpy':
      return loadNumpy(ref, platform.reader, options);
    case 'folder':
      return loadFolder(ref.path, platform, { ...options, ...ref });
    case 'idx':
      return loadIdx({ images: ref.images, labels: ref.labels }, platform.reader);
    case 'embedded':
      try {
        const { png, manifest } = await platform.embedded(ref.id);
        return decodeSprite(png, manifest);
      } catch (error) {
        return fail(unreadable(error, ref.id));
      }
  }
}
