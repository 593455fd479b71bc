import type { z } from 'zod';
import { problem } from '../problems/messages.ts';
import { fail, ok, type Result } from '../result.ts';
import { activation } from './activation.ts';
import { add } from './add.ts';
import { averagePooling2d } from './average-pooling2d.ts';
import { batchNormalization } from './batch-normalization.ts';
import { concatenate } from './concatenate.ts';
import { conv2d } from './conv2d.ts';
import type { LayerDefinition } from './define.ts';
import { dense } from './dense.ts';
import { depthwiseConv2d } from './depthwise-conv2d.ts';
import { dropout } from './dropout.ts';
import { elu } from './elu.ts';
import { describeSchema, type FieldSpec } from './fields.ts';
import { flatten } from './flatten.ts';
import { globalAveragePooling2d } from './global-average-pooling2d.ts';
import { globalMaxPooling2d } from './global-max-pooling2d.ts';
import { input } from './input.ts';
import { leakyRelu } from './leaky-relu.ts';
import { maxPooling2d } from './max-pooling2d.ts';
import { relu } from './relu.ts';
import { reshape } from './reshape.ts';
import { separableConv2d } from './separable-conv2d.ts';
import { sigmoid } from './sigmoid.ts';
import { softmax } from './softmax.ts';
import { tanh } from './tanh.ts';
import { upSampling2d } from './up-sampling2d.ts';
import { zeroPadding2d } from './zero-padding2d.ts';

/** Every layer kind, in the order of the palette within its family. */
export const layerDefinitions = [
  input,
  dense,
  dropout,
  conv2d,
  depthwiseConv2d,
  separableConv2d,
  maxPooling2d,
  averagePooling2d,
  globalAveragePooling2d,
  globalMaxPooling2d,
  batchNormalization,
  activation,
  relu,
  leakyRelu,
  elu,
  sigmoid,
  tanh,
  softmax,
  add,
  concatenate,
  flatten,
  reshape,
  zeroPadding2d,
  upSampling2d,
] as const;

type Definition = (typeof layerDefinitions)[number];
export type LayerKind = Definition['kind'];

/** Parameters of one kind, as its schema gives them. */
export type LayerParams<K extends LayerKind> = z.infer<Extract<Definition, { kind: K }>['params']>;

/** Keys of one kind's parameters; none for a kind without any, whose empty schema reads as `Record<string, never>`. */
type KeysOf<P> = string extends keyof P ? never : keyof P & string;

/** Every parameter key there is: what translations of the form must cover. */
export type FieldKey = { [K in LayerKind]: KeysOf<LayerParams<K>> }[LayerKind];

/** Params that a kind's schema has read: complete and in range. */
export type ParsedParams = Readonly<Record<string, unknown>>;

const definitions: ReadonlyMap<string, LayerDefinition> = new Map(
  layerDefinitions.map((definition): [string, LayerDefinition] => [definition.kind, definition]),
);

export const layerOf = (kind: string): LayerDefinition | undefined => definitions.get(kind);

export const isLayerKind = (kind: string): kind is LayerKind => definitions.has(kind);

/**
 * Params as the kind's schema reads them, defaults filled in.
 * Errors: `graph.unknownKind` with the kind; `params.invalid` with the field and the reason.
 */
export function parseParams(kind: string, params: unknown): Result<ParsedParams> {
  const definition = definitions.get(kind);
  if (!definition) return fail(problem('graph.unknownKind', { name: kind, kind }));
  const parsed = definition.params.safeParse(params);
  if (parsed.success) return ok(asRecord(parsed.data));
  const [issue] = parsed.error.issues;
  const field = String(issue?.path[0] ?? '');
  return fail(
    problem('params.invalid', { name: definition.doc.title, field, reason: issue?.message ?? '' }, { field }),
  );
}

/** Params of a new layer of this kind. */
export const defaultParams = (kind: LayerKind): ParsedParams => asRecord(definitions.get(kind)?.params.parse({}));

/** The inspector's form for a kind, drawn from its schema. */
export const describeFields = (kind: string): readonly FieldSpec[] => {
  const definition = definitions.get(kind);
  return definition ? describeSchema(definition.params) : [];
};

/** Every schema is that of an object. */
function asRecord(params: unknown): ParsedParams {
  if (typeof params !== 'object' || params === null) throw new Error('A layer schema gave no object');
  return { ...params };
}
