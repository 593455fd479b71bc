import type { z } from 'zod';
import { problem } from '../problems/messages.ts';
import { fail, ok, type Result } from '../result.ts';
import { activationLayers } from './activation/index.ts';
import { attentionLayers } from './attention/index.ts';
import { convolutionLayers } from './convolution/index.ts';
import { coreLayers } from './core/index.ts';
import type { LayerDefinition } from './define.ts';
import { describeSchema, type FieldSpec } from './fields.ts';
import { mergeLayers } from './merge/index.ts';
import { normalisationLayers } from './normalisation/index.ts';
import { poolingLayers } from './pooling/index.ts';
import { recurrentLayers } from './recurrent/index.ts';
import { reshapeLayers } from './reshape/index.ts';

/** Every layer kind, in the order of the palette: by family, and within a family as its own list has them. */
export const layerDefinitions = [
  ...coreLayers,
  ...convolutionLayers,
  ...poolingLayers,
  ...normalisationLayers,
  ...activationLayers,
  ...mergeLayers,
  ...reshapeLayers,
  ...recurrentLayers,
  ...attentionLayers,
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
