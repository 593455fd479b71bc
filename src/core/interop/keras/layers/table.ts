import { defaultParams, isLayerKind, type LayerKind, layerDefinitions, layerOf } from '../../../layers/registry.ts';
import { activationReaders } from './activation.ts';
import { attentionReaders } from './attention.ts';
import { convolutionReaders } from './convolution.ts';
import { coreReaders } from './core.ts';
import { mergeReaders } from './merge.ts';
import { normalisationReaders } from './normalisation.ts';
import { poolingReaders } from './pooling.ts';
import type { LayerReader } from './reader.ts';
import { recurrentReaders } from './recurrent.ts';
import { reshapeReaders } from './reshape.ts';

/** How each kind is read from Keras's config. */
export const readers: { readonly [K in LayerKind]: LayerReader } = {
  ...coreReaders,
  ...convolutionReaders,
  ...poolingReaders,
  ...normalisationReaders,
  ...activationReaders,
  ...mergeReaders,
  ...reshapeReaders,
  ...recurrentReaders,
  ...attentionReaders,
};

/** Class that Stride writes a kind as. */
export const writtenClass = (kind: LayerKind): string => layerOf(kind)?.keras(defaultParams(kind)).className ?? kind;

const kinds: ReadonlyMap<string, LayerKind> = new Map(
  layerDefinitions.flatMap(({ kind }) => {
    const { readAs, aliases = [] }: LayerReader = readers[kind];
    if (readAs || kind === 'custom') return [];
    return [writtenClass(kind), ...aliases].map((name): [string, LayerKind] => [name, kind]);
  }),
);

/** The kind of a class of Keras's, or of Stride's own under its registered name. */
export const kindOfClass = (className: string): LayerKind | undefined => kinds.get(className);

/** The kind that a file with this one is read as: its own but for those that Keras writes as another's class. */
export function kindAfterReading(kind: LayerKind): LayerKind {
  const { readAs }: LayerReader = readers[kind];
  return readAs && isLayerKind(readAs) ? readAs : kind;
}
