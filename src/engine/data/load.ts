import type { DataRef } from '../../core/document/schema.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Dataset } from './dataset.ts';
import { decodeSprite } from './decode.ts';
import type { DataError } from './errors.ts';
import { loadFolder, type PicturePlatform } from './folder.ts';
import { loadIdx } from './idx-dataset.ts';
import { withNormalization } from './normalization-of.ts';
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
  const fit = fitOf(ref, options.inputShape, null);
  const fitted = fit ? resizeDataset(stored.value, fit) : stored;
  if (options.signal?.aborted) return fail(cancelled);
  if (!fitted.ok || !ref.normalize) return fitted;
  return ok(await withNormalization(fitted.value, ref.normalize));
}

async function openAsStored(
  ref: DataRef,
  platform: DataPlatform,
  options: LoadOptions,
): Promise<Result<Dataset, DataError>> {
  switch (ref.source) {
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
