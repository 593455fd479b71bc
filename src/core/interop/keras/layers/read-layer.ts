import { z } from 'zod';
import { snakeCase } from '../../../document/names.ts';
import type { FieldSpec } from '../../../layers/fields.ts';
import {
  describeFields,
  type LayerKind,
  layerDefinitions,
  layerOf,
  type ParsedParams,
  parseParams,
} from '../../../layers/registry.ts';
import type { Shape } from '../../../math/shape.ts';
import { fail, ok, type Result } from '../../../result.ts';
import { isObject, type JsonObject, objectOf, sameJson, shown, textOf } from '../json.ts';
import { type Note, note } from '../notes.ts';
import type { LayerReader } from './reader.ts';
import { kindOfClass, readers } from './table.ts';
import {
  plainName,
  readChoice,
  readConstraint,
  readExtents,
  readInitializer,
  readNumber,
  readRegularizer,
  readSides,
  readSizes,
} from './values.ts';

export interface ReadLayer {
  readonly kind: LayerKind;
  readonly params: ParsedParams;
  /** Settings that this node does not have, though its figures are right. */
  readonly lost: readonly Note[];
  /** Function after it that its own setting cannot name: a layer, or the name of a function. */
  readonly activation?: unknown;
}

/**
 * A layer of a Keras class that is one of Stride's kinds. The error says why the layer cannot be that kind without its
 * figures being wrong.
 * @param inputs shapes that come in, where they are known; @param rank of the first, where only that is known.
 */
export function readLayer(
  kind: LayerKind,
  given: JsonObject,
  inputs: readonly Shape[] = [],
  rank: number | null = inputs[0]?.length ?? null,
): Result<ReadLayer, Note> {
  const reader: LayerReader = readers[kind];
  const config = reader.prepare?.(given) ?? given;
  const absent = reader.required?.find(
    (key) => !has(config, key) && !keysFor(reader, key).some((one) => has(config, one)),
  );
  if (absent !== undefined) return fail(note('missing', { setting: absent }));
  const defaults = typeof reader.defaults === 'function' ? reader.defaults(config) : reader.defaults;
  const complete = { ...defaults, ...withoutNulls(config, defaults ?? {}) };

  const params: Record<string, unknown> = {};
  const lost: Note[] = [];
  let activation: unknown;
  const consumed = new Set<string>();
  for (const { field, written: own, accepts } of fieldsOf.get(kind) ?? []) {
    const names = [own, ...(reader.keys?.[field.key] ?? [])];
    for (const name of names) consumed.add(name);
    const key = names.find((name) => Object.hasOwn(complete, name));
    if (key === undefined) continue;
    const value = complete[key];
    const inner = field.control === 'layer' ? readInner(value) : null;
    if (inner && 'code' in inner) return fail(inner);
    const read = inner ? inner.value : readField(field, value);
    lost.push(...(inner?.lost ?? []));
    if (read !== undefined && accepts(read)) params[field.key] = read;
    else if (key === 'activation' && endsIn(kind)) activation = value;
    else if (isHarmless(key) && !reader.required?.includes(own))
      lost.push(note('lost', { setting: key, value: shown(value) }));
    else return fail(note('option', { setting: key, value: shown(value) }));
  }
  const parsed = parseParams(kind, params);
  if (!parsed.ok) return fail(note('refused', { reason: parsed.error.message }));
  const written = layerOf(kind)?.keras(parsed.value, inputs).config ?? {};
  const stranger = reader.isOwn && Object.keys(written).find((key) => !Object.hasOwn(config, key));
  if (stranger) return fail(note('missing', { setting: stranger }));
  for (const [key, value] of Object.entries(config)) {
    if (consumed.has(key) || reader.ignored?.includes(key) || isNeutral(key, value)) continue;
    if (Object.hasOwn(written, key) && sameSetting(key, value, written[key], rank)) continue;
    const values = { setting: key, value: shown(value) };
    if (key === 'trainable') continue;
    if (isHarmless(key)) lost.push(note('lost', values));
    else return fail(note('option', values));
  }
  return ok({ kind, params: parsed.value, lost, ...(activation === undefined ? {} : { activation }) });
}

export type LayerRead = typeof readLayer;

/**
 * Reads layers as `readLayer` does, those that say the same as one before under another name without a second look: a network
 * repeats itself, and its layers then share their params.
 */
export function createLayerRead(): LayerRead {
  const known = new Map<string, ReturnType<LayerRead>>();
  return (kind, given, inputs = [], rank = inputs[0]?.length ?? null) => {
    const { name: _, ...settings } = given;
    const key = JSON.stringify([kind, settings, inputs, rank]);
    const seen = known.get(key) ?? readLayer(kind, given, inputs, rank);
    known.set(key, seen);
    return seen;
  };
}

/** Whether its activation is the last thing that it does; that of a recurrent layer is inside it. */
const endsIn = (kind: LayerKind): boolean => kind !== 'activation' && layerOf(kind)?.doc.family !== 'recurrent';

const has = (config: JsonObject, key: string): boolean => config[key] !== undefined && config[key] !== null;

/** Older names of the key of a field that is written `key` today. */
const keysFor = (reader: LayerReader, key: string): readonly string[] =>
  Object.entries(reader.keys ?? {}).flatMap(([field, names]) => (snakeCase(field) === key ? names : []));

/** `null` says nothing where there is a default. */
const withoutNulls = (config: JsonObject, defaults: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(config).filter(([key, value]) => value !== null || !Object.hasOwn(defaults, key)));

interface FieldReader {
  readonly field: FieldSpec;
  /** Keras's key. */
  readonly written: string;
  /** Whether the field's own schema takes a value, whatever the other fields are. */
  readonly accepts: (value: unknown) => boolean;
}

/** Once for each kind: a network has hundreds of layers of a few kinds. */
const fieldsOf: ReadonlyMap<LayerKind, readonly FieldReader[]> = new Map(
  layerDefinitions.map(({ kind, params }) => {
    const shape: Readonly<Record<string, unknown>> = params instanceof z.ZodObject ? params.shape : {};
    const fields = describeFields(kind).map((field): FieldReader => {
      const schema = shape[field.key];
      const accepts = (value: unknown): boolean => schema instanceof z.ZodType && schema.safeParse(value).success;
      return { field, written: snakeCase(field.key), accepts };
    });
    return [kind, fields] as const;
  }),
);

/** A value of Keras's config as the field's control has it. */
function readField({ control, choices = [] }: FieldSpec, value: unknown): unknown {
  switch (control) {
    case 'int':
    case 'number':
      return readNumber(value);
    case 'optionalInt':
    case 'optionalNumber':
      return value === null ? null : readNumber(value);
    case 'pair':
      return readExtents(value, 2);
    case 'triple':
      return readExtents(value, 3);
    case 'choice':
      return readChoice(value, choices);
    case 'toggle':
      // `null` counts as false in Python and in JavaScript.
      return value === null ? false : typeof value === 'boolean' ? value : undefined;
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'axes':
      return value === null ? [] : readSizes(value);
    case 'shape':
      return readSizes(value);
    case 'optionalShape':
      return value === null ? null : readSizes(value);
    case 'padding2':
      return readSides(value, 1)?.[0];
    case 'padding4':
      return readSides(value, 2);
    case 'padding6':
      return readSides(value, 3);
    case 'initializer':
      return readInitializer(value);
    case 'regularizer':
      return readRegularizer(value);
    case 'constraint':
      return readConstraint(value);
    case 'layer':
      return undefined;
    case 'json':
      return isObject(value) ? value : undefined;
  }
}

/** A layer in a layer's config, as wrappers have it. */
function readInner(value: unknown): { readonly value: unknown; readonly lost: readonly Note[] } | Note {
  const { class_name: className, config, module, registered_name: registered } = objectOf(value);
  const name = textOf(className) ?? '';
  const isForeign =
    (textOf(registered) ?? '').includes('>') || !/^(keras|tf_keras|tensorflow)?(\.|$)/.test(textOf(module) ?? '');
  const kind = isForeign ? undefined : kindOfClass(name);
  if (!kind) return note('inner', { layer: name });
  const inner = readLayer(kind, objectOf(config));
  if (!inner.ok) return inner.error;
  const { params, lost, activation } = inner.value;
  // A wrapper holds one layer.
  const more = activation === undefined ? [] : [note('lost', { setting: 'activation', value: shown(activation) })];
  return { value: { kind, params }, lost: [...lost, ...more] };
}

/** Settings that change how a layer is trained or run, but no shape, no number of weights and no count of operations. */
const harmless = new Set([
  'trainable',
  'dtype',
  'synchronized',
  'noise_shape',
  'stateful',
  'go_backwards',
  'unroll',
  'sparse',
  'ragged',
  'optional',
  'bias_initializer',
  'implementation',
  'unit_forget_bias',
  'mask_zero',
  'zero_output_for_mask',
  'activation',
  'recurrent_activation',
]);

const isHarmless = (key: string): boolean =>
  harmless.has(key) || /_(initializer|regularizer|constraint)$/.test(key) || key === 'activity_regularizer';

/** Settings of which every value says no more than the rest of the file. */
const empty = new Set([
  'name',
  'batch_shape',
  'batch_input_shape',
  'input_shape',
  'input_dim',
  'input_length',
  'input_dtype',
  'seed',
  'implementation',
  'autocast',
  'reset_after_default',
  'build_config',
]);

/** What an option that is not used looks like. */
const isNeutral = (key: string, value: unknown): boolean =>
  empty.has(key) ||
  value === null ||
  value === undefined ||
  (value === false && key !== 'trainable') ||
  (key === 'trainable' && value === true) ||
  (key === 'dtype' && dtypeName(value) === 'float32');

/** `float32`, or the name of a policy. */
function dtypeName(value: unknown): string {
  if (typeof value === 'string') return value;
  const { config, name } = objectOf(value);
  return textOf(objectOf(config).name) ?? textOf(name) ?? '';
}

/** Equal, or two spellings of the same. */
function sameSetting(key: string, given: unknown, written: unknown, rank: number | null): boolean {
  if (sameJson(given, written)) return true;
  if (key === 'axis' || key === 'axes') return sameAxis(given, written, rank);
  if (key.endsWith('_initializer')) return sameJson(readInitializer(given), readInitializer(written));
  if (key.endsWith('_regularizer')) return sameJson(readRegularizer(given), readRegularizer(written));
  if (key.endsWith('activation')) return sameJson(nameIn(given), nameIn(written));
  if (typeof given === 'string' && typeof written === 'string') return plainName(given) === plainName(written);
  return isUniform(given, written) || isUniform(written, given);
}

const nameIn = (value: unknown): string => plainName(textOf(value) ?? textOf(objectOf(value).class_name) ?? 'linear');

/** Keras counts axes with the batch; without a known rank one that is not the first two is the last. */
function sameAxis(given: unknown, written: unknown, rank: number | null): boolean {
  const [a, b] = [readNumber(given), readNumber(written)];
  if (a === undefined || b === undefined) return false;
  if (rank === null) return a === b || (b === -1 && a > 1);
  const counted = (axis: number): number => (axis < 0 ? axis + rank + 1 : axis);
  return counted(a) === counted(b);
}

/** `2` for `[2, 2]`. */
const isUniform = (one: unknown, many: unknown): boolean =>
  typeof one === 'number' && Array.isArray(many) && many.length > 0 && many.every((value) => value === one);
