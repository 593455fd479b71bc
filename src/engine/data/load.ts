import type { DataRef } from '../../core/document/schema.ts';
import { fail, type Result } from '../../core/result.ts';
import { type Dataset, pictureShape } from './dataset.ts';
import { decodeSprite } from './decode.ts';
import type { DataError } from './errors.ts';
import { loadFolder } from './folder.ts';
import { loadIdx } from './idx-dataset.ts';
import { resizeDataset } from './resize.ts';
import { cancelled, type DataReader, type ImageDecoder, type LoadOptions, unreadable } from './source.ts';

export type EmbeddedId = Extract<DataRef, { source: 'embedded' }>['id'];

/** What differs between a page and Node. */
export interface DataPlatform {
  readonly reader: DataReader;
  readonly decodeImage: ImageDecoder;
  /** The sheet and the manifest that come with Stride. Rejects when they are missing. */
  readonly embedded: (id: EmbeddedId) => Promise<{ readonly png: Uint8Array; readonly manifest: unknown }>;
}

/** Opens what a document refers to, pictures fitted to `inputShape` where given. */
export async function openDataset(
  ref: DataRef,
  platform: DataPlatform,
  options: LoadOptions,
): Promise<Result<Dataset, DataError>> {
  const opened = await openAsStored(ref, platform, options);
  if (!opened.ok) return opened;
  if (options.signal?.aborted) return fail(cancelled);
  const shape = pictureShape(options.inputShape ?? []);
  return shape ? resizeDataset(opened.value, shape) : opened;
}

async function openAsStored(
  ref: DataRef,
  platform: DataPlatform,
  options: LoadOptions,
): Promise<Result<Dataset, DataError>> {
  if (ref.source === 'folder') return loadFolder(ref.path, platform.reader, platform.decodeImage, options);
  if (ref.source === 'idx') return loadIdx({ images: ref.images, labels: ref.labels }, platform.reader);
  try {
    const { png, manifest } = await platform.embedded(ref.id);
    return decodeSprite(png, manifest);
  } catch (error) {
    return fail(unreadable(error, ref.id));
  }
}
