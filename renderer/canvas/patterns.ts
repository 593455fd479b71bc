import i18next from 'i18next';
import { newEdge, newNodes } from '../../src/core/document/edit.ts';
import type { Edge, NodeParams, Position } from '../../src/core/document/schema.ts';
import type { Family } from '../../src/core/layers/define.ts';
import { type LayerKind, layerOf } from '../../src/core/layers/registry.ts';
import type { App } from '../app.ts';
import { lastLayer, select } from './edit-actions.ts';
import { freePlace, heightOf, nodeWidth, placeBelow, rectOf } from './geometry.ts';
import { canvasOf } from './store.ts';
import { fitNetwork, reveal } from './view-actions.ts';

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
  pattern('residual', conv(64), conv(64, 3, 'linear'), { kind: 'add', inputs: [1, -1] }, { kind: 'relu' }),
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

/** Adds a pattern after the selected layer, else at the network's end, as one undo step. */
export function addPattern(app: App, { id, steps }: Pattern): void {
  const { document } = app.documents.getState();
  const after = steps[0]?.kind === 'input' ? null : lastLayer(app);
  const nodes = newNodes(document, steps);
  const graph = { ...document.graph, nodes: { ...document.graph.nodes } };
  const edges: Edge[] = [];
  const positions: Record<string, Position> = {};
  let at = startOf(app, after, nodes.length);
  let bottom = at.y;
  steps.forEach((step, i) => {
    const node = nodes[i];
    if (!node) return;
    step.inputs.forEach((from, port) => {
      const source = from === -1 ? after : nodes[from]?.id;
      if (!source) return;
      const edge = newEdge(
        { ...graph, edges: { ...graph.edges, ...Object.fromEntries(edges.map((e) => [e.id, e])) } },
        source,
        node.id,
        port,
      );
      edges.push(edge);
    });
    const y = step.column > 0 ? at.y : bottom;
    positions[node.id] = { x: at.x + step.column * (nodeWidth + 12), y };
    const below = y + heightOf(node, false) + gapDown;
    if (step.column === 0) at = { x: at.x, y };
    bottom = Math.max(bottom, below);
  });
  app.documents.dispatch(i18next.t('define:undo.addPattern', { name: i18next.t(`define:patterns.${id}`) }), {
    type: 'add',
    nodes,
    edges,
    positions,
  });
  const last = nodes.at(-1);
  if (after === null) {
    fitNetwork(app);
    select(app, []);
  } else if (last) {
    select(app, [last.id]);
    reveal(app, last.id);
  }
}

function startOf(app: App, after: string | null, count: number): Position {
  const { document } = app.documents.getState();
  const height = count * 84;
  if (after !== null && rectOf(document, after)) return placeBelow(document, after, height);
  const { viewport, size } = canvasOf(app).store.getState();
  const middle = {
    x: (size.width / 2 - viewport.x) / viewport.zoom - nodeWidth / 2,
    y: (80 - viewport.y) / viewport.zoom,
  };
  return freePlace(document, middle, height);
}
