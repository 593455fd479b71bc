import { strFromU8 } from 'fflate';
import { fail, type Result } from '../../result.ts';
import type { ByteSource } from '../byte-source.ts';
import { type H5File, looksLikeHdf5, openHdf5 } from '../hdf5/read.ts';
import { looksLikeZip, openZip } from '../zip/read.ts';
import { objectOf } from './json.ts';
import { type ImportError, importError } from './notes.ts';
import { parseModelJson } from './open.ts';
import type { ImportOptions } from './read.ts';
import { type ImportedNetwork, readNetwork, type ToldByStride } from './read-network.ts';
import { type LayerWeights, legacyWeights, storeWeights } from './read-weights.ts';

/**
 * The network in a `.keras` or `.h5` file, with its weights. The file is read where it is needed: no more than its largest
 * tensor is in memory beside the weights themselves.
 * Errors: those of `readKerasModel`; `archive`, `notKeras`, `damaged`, and `weightsAlone` for an `.h5` without layers.
 */
export async function readKerasFile(
  source: ByteSource,
  options: ImportOptions = {},
): Promise<Result<ImportedNetwork, ImportError>> {
  if (looksLikeHdf5(source)) return readH5(source, options);
  return looksLikeZip(source) ? readArchive(source, options) : fail(importError('notKeras'));
}

async function readArchive(source: ByteSource, options: ImportOptions): Promise<Result<ImportedNetwork, ImportError>> {
  const archive = openZip(source);
  if (!archive.ok) return fail(importError('damaged'));
  const config = archive.value.open('config.json');
  if (!config) return fail(importError(archive.value.paths.includes('config.json') ? 'damaged' : 'archive'));
  const json = parseModelJson(textIn(config));
  if (!json.ok) return json;
  const metadata = archive.value.open('metadata.json');
  const about = metadata ? parseModelJson(textIn(metadata)) : null;
  const told = about?.ok ? objectOf(objectOf(about.value).stride) : {};
  const weights = archive.value.open('model.weights.h5');
  const file = weights ? await openHdf5(weights) : null;
  if (file && !file.ok) return fail(importError('damaged'));
  return read(json.value, told, file?.value ?? null, storeWeights, options);
}

async function readH5(source: ByteSource, options: ImportOptions): Promise<Result<ImportedNetwork, ImportError>> {
  const file = await openHdf5(source);
  if (!file.ok) return fail(importError('damaged'));
  const [text] = file.value.attribute('', 'model_config') ?? [];
  if (text === undefined) {
    file.value.close();
    return fail(importError('weightsAlone'));
  }
  const json = parseModelJson(text);
  const [about = '{}'] = file.value.attribute('', 'stride') ?? [];
  const parsed = parseModelJson(about);
  const told = parsed.ok ? objectOf(parsed.value) : {};
  return json.ok ? read(json.value, told, file.value, legacyWeights, options) : json;
}

/** How the weights of an HDF5 file are found. */
type Finder = (...args: Parameters<typeof legacyWeights>) => LayerWeights;

function read(
  json: unknown,
  told: ToldByStride,
  file: H5File | null,
  finder: Finder,
  options: ImportOptions,
): Result<ImportedNetwork, ImportError> {
  try {
    return readNetwork(json, told, file && ((...found) => finder(file, ...found)), options);
  } finally {
    file?.close();
  }
}

const textIn = (source: ByteSource): string => strFromU8(source.read(0, source.size));
