import { fail, ok, type Result } from '../../result.ts';
import { isObject, type JsonObject, objectOf, textOf } from './json.ts';
import { listsLayers } from './model-file.ts';
import { type ImportError, importError } from './notes.ts';

/** JSON of a file's text. Python writes NaN and Infinity, which JSON does not have: they are read as `null`. */
export function parseModelJson(text: string): Result<unknown, ImportError> {
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    const plain = text.replace(/([:[,]\s*)(?:-?Infinity|NaN)(?=\s*[,}\]])/g, '$1null');
    const reason = error instanceof Error ? error.message : String(error);
    return plain === text ? fail(importError('notJson', { reason })) : parseModelJson(plain);
  }
}

/**
 * The model in JSON from Keras or tfjs: what `to_json()` gives, also as a string; the `config.json` of a .keras file; tfjs's
 * `model.json`; the `model_config` of an .h5 file.
 */
export function findModel(json: unknown): Result<JsonObject, ImportError> {
  if (typeof json === 'string') return fromText(json);
  if (Array.isArray(json)) return fail(importError(json.some((one) => isManifest(one)) ? 'weights' : 'notModel'));
  if (!isObject(json)) return fail(importError('notModel'));
  if (json.format === 'stride') return fail(importError('stride'));
  const inside = json.modelTopology ?? json.model_config;
  if (inside !== undefined && inside !== null) return findModel(inside);
  if (listsLayers(json)) return ok(json);
  // The inner part alone: `{ name, layers, input_layers, … }`.
  const bare = { class_name: 'input_layers' in json ? 'Functional' : 'Sequential', config: json };
  if (Array.isArray(json.layers) && listsLayers(bare)) return ok(bare);
  return fail(reasonAgainst(json));
}

function fromText(text: string): Result<JsonObject, ImportError> {
  try {
    const inner: unknown = JSON.parse(text);
    return typeof inner === 'string' ? fail(importError('notModel')) : findModel(inner);
  } catch {
    return fail(importError('notModel'));
  }
}

const isManifest = (value: unknown): boolean => isObject(value) && 'paths' in value && 'weights' in value;

function reasonAgainst(json: JsonObject): ImportError {
  if ('weightsManifest' in json || isManifest(json)) return importError('weights');
  if (Array.isArray(json.node)) return importError('graphModel');
  if ('keras_version' in json && !('class_name' in json)) return importError('metadata');
  const className = textOf(json.class_name);
  if (className === null) return importError('notModel');
  const { layers } = objectOf(json.config);
  return layers === undefined && ('build_config' in json || 'compile_config' in json || /Model$/.test(className))
    ? importError('subclassed', { layer: className })
    : importError('notModel');
}
