import type { Block } from '../../src/core/document/block.ts';
import { newEdge, newNodes } from '../../src/core/document/edit.ts';
import {
  type Edge,
  emptyDocument,
  maxNameLength,
  type NodeParams,
  type Position,
} from '../../src/core/document/schema.ts';
import type { Family } from '../../src/core/layers/define.ts';
import { type LayerKind, layerOf } from '../../src/core/layers/registry.ts';
import { heightOf, nodeWidth, stripHeight } from './geometry.ts';

/** A layer of a pattern. `inputs`: steps that feed it, −1 for what the pattern comes after; default: the one before. */
interface PatternStep {
  readonly kind: LayerKind;
  readonly family: Family;
  readonly params: NodeParams;
  readonly inputs: readonly number[];
  /** Column beside the pattern's own, for branches. */
  readonly column: number;
}

type BlockPattern = 'convPool' | 'convBatchNorm' | 'residual' | 'bottleneck' | 'head' | 'globalHead';
type Starter = 'small' | 'classic' | 'mlp';

export interface Pattern<Id extends BlockPattern | Starter = BlockPattern | Starter> {
  readonly id: Id;
  readonly steps: readonly PatternStep[];
}

type Written = { readonly kind: LayerKind; readonly inputs?: readonly number[]; readonly column?: number } & NodeParams;

const pattern = <Id extends BlockPattern | Starter>(id: Id, ...steps: readonly Written[]): Pattern<Id> => ({
  id,
  steps: steps.map(({ kind, inputs, column = 0, ...params }, i) => ({
    kind,
    params,
    inputs: inputs ?? [i - 1],
    column,
    family: layerOf(kind)?.doc.family ?? 'core',
  })),
});

const conv = (filters: number, size = 3, activation = 'relu') =>
  ({ kind: 'conv2d', filters, kernelSize: [size, size], padding: 'same', activation }) as const;
const pool = { kind: 'maxPooling2d' } as const;

/** What the palette offers as a whole. */
export const patterns: readonly Pattern<BlockPattern>[] = [
  pattern('convPool', conv(32), pool),
  pattern(
    'convBatchNorm',
    { ...conv(64, 3, 'linear'), useBias: false },
    { kind: 'batchNormalization' },
    { kind: 'relu' },
  ),
  // The convolutions stand aside, so that the way around them is in sight.
  pattern(
    'residual',
    { ...conv(64), column: 1 },
    { ...conv(64, 3, 'linear'), column: 1 },
    { kind: 'add', inputs: [-1, 1] },
    { kind: 'relu' },
  ),
  pattern(
    'bottleneck',
    conv(16, 1),
    { ...conv(16, 3), inputs: [-1], column: 1 },
    { kind: 'concatenate', inputs: [0, 1] },
  ),
  pattern(
    'head',
    { kind: 'flatten' },
    { kind: 'dense', units: 128, activation: 'relu' },
    { kind: 'dropout' },
    {
      kind: 'dense',
      units: 10,
      activation: 'softmax',
    },
  ),
  pattern('globalHead', { kind: 'globalAveragePooling2d' }, { kind: 'dense', units: 10, activation: 'softmax' }),
];

const input = { kind: 'input', shape: [28, 28, 1], inputs: [] } as const;
const output = { kind: 'dense', units: 10, activation: 'softmax' } as const;

/** Whole networks to start from on an empty canvas. */
export const starters: readonly Pattern<Starter>[] = [
  pattern('small', input, conv(16), pool, { kind: 'flatten' }, output),
  pattern(
    'classic',
    input,
    conv(32),
    conv(32),
    pool,
    conv(64),
    pool,
    { kind: 'flatten' },
    { ...output, units: 64, activation: 'relu' },
    output,
  ),
  pattern('mlp', input, { kind: 'flatten' }, { kind: 'dense', units: 128, activation: 'relu' }, output),
];

const gapDown = 28;

/** A pattern as a block that may be put anywhere, under the name that it has on the screen. */
export function blockOf({ steps }: Pattern, name: string): Block {
  const empty = emptyDocument(name.slice(0, maxNameLength));
  const nodes = newNodes(empty, steps);
  const edges: Record<string, Edge> = {};
  const positions: Record<string, Position> = {};
  const bottoms: number[] = [];
  steps.forEach(({ inputs, column }, i) => {
    const node = nodes[i];
    if (!node) return;
    inputs.forEach((from, port) => {
      const source = nodes[from];
      if (!source) return;
      const edge = newEdge({ ...empty.graph, edges }, source.id, node.id, port);
      edges[edge.id] = edge;
    });
    const y = Math.max(0, ...inputs.map((from) => bottoms[from] ?? 0));
    positions[node.id] = { x: column * (nodeWidth + 12), y };
    bottoms[i] = y + (node.docked ? stripHeight : heightOf(node, false) + gapDown);
  });
  // The first of them comes to stand under what feeds it.
  const entry = steps
    .flatMap(({ inputs, column }, i) =>
      inputs.flatMap((from, port) => (from === -1 ? [{ node: nodes[i]?.id ?? '', port, column }] : [])),
    )
    .sort((a, b) => a.column - b.column)
    .map(({ node, port }) => ({ node, port }));
  return {
    name,
    description: '',
    fragment: {
      format: 'stride-fragment',
      version: 1,
      nodes,
      edges: Object.values(edges),
      inputs: [],
      positions,
    },
    entries: entry.length > 0 ? [entry] : [],
    exits: nodes.slice(-1).map(({ id }) => id),
  };
}
