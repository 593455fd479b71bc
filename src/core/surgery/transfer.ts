import type { Analysis } from '../analysis/types.ts';
import { metrics } from '../build/blocks.ts';
import { nodeHeight } from '../build/stack.ts';
import type { Command } from '../document/commands.ts';
import { newEdge, newNodes } from '../document/edit.ts';
import { hasWeights, upTo } from '../document/freeze.ts';
import type { Graph, LayerNode, StrideDocument, TrainingSettings } from '../document/schema.ts';

/**
 * How a trained base is put to a new task. `features`: it is frozen and sees every sample as it is, so that what it gives is
 * computed once. `frozen`: frozen too, but run at every step, on augmented samples. `fineTune`: it learns too, slowly; its
 * batch normalisations stay frozen, as Keras advises (keras.io/guides/transfer_learning).
 */
export type TransferWay = 'features' | 'frozen' | 'fineTune';

/**
 * `pooled`: the mean of each channel, dropout, one Dense. `hidden`: all values in a row, a Dense of 256, dropout, one Dense.
 * `kept`: the one that is there, as for fine-tuning once a new head has been trained.
 */
export type TransferHead = 'pooled' | 'hidden' | 'kept';

export interface TransferPlan {
  /** The run that has the weights. */
  readonly runId: string;
  /** The last layer of the base. */
  readonly cut: string;
  readonly head: TransferHead;
  readonly classes: number;
  readonly way: TransferWay;
}

/** Keras' guide fine-tunes at this rate: "a very low learning rate". */
export const fineTuningRate = 1e-5;

/**
 * Layers that the network can be cut behind: everything before them and nothing else feeds them, and whatever follows sees
 * the input through them alone. In order, without inputs and outputs.
 */
export function cuts({ edges }: Graph, { order, inputIds, outputIds }: Analysis): readonly string[] {
  const place = new Map(order.map((id, i) => [id, i]));
  // The farthest that a wire from any layer so far reaches.
  const reach = new Array<number>(order.length).fill(0);
  for (const { source, target } of Object.values(edges)) {
    const from = place.get(source);
    const to = place.get(target);
    if (from !== undefined && to !== undefined) reach[from] = Math.max(reach[from] ?? 0, to);
  }
  const ends = new Set([...inputIds, ...outputIds]);
  const found: string[] = [];
  let farthest = 0;
  for (const [i, id] of order.entries()) {
    if (farthest <= i && !ends.has(id)) found.push(id);
    farthest = Math.max(farthest, reach[i] ?? 0);
  }
  return inputIds.length === 1 ? found : [];
}

const flattening = /^(flatten|global(Average|Max)Pooling\dd)$/;

/** Before the network's own head: what its last Flatten or global pooling reads, else what its last Dense does. */
export function suggestedCut(graph: Graph, analysis: Analysis): string | null {
  const able = cuts(graph, analysis);
  const { order } = analysis;
  const head =
    order.findLast((id) => flattening.test(graph.nodes[id]?.kind ?? '')) ??
    order.findLast((id) => graph.nodes[id]?.kind === 'dense');
  const end = head === undefined ? order.length : order.indexOf(head);
  return able.findLast((id) => order.indexOf(id) < end) ?? able.at(-1) ?? null;
}

/** What makes the network of a trained base that of a new task: one undo step. Nothing where the cut is not there. */
export function transferCommands(
  document: StrideDocument,
  analysis: Analysis,
  { runId, cut, head, classes, way }: TransferPlan,
): readonly Command[] {
  const { graph, layout } = document;
  const last = graph.nodes[cut];
  const shape = analysis.node(cut)?.output?.shape;
  if (!last || !shape) return [];
  const kept = new Set(upTo(graph, cut));
  const base = [...kept].flatMap((id) => graph.nodes[id] ?? []);
  const settings: Command = { type: 'setTraining', settings: settingsOf(document.training, runId, way) };
  if (head === 'kept') return [...freezing(base, way), settings];
  const made = newNodes(document, headOf(head, shape.length, classes));
  const chain = [last, ...made];
  const edges = made.map((node, i) => newEdge(graph, chain[i]?.id ?? '', node.id, 0));
  return [
    { type: 'remove', nodes: Object.keys(graph.nodes).filter((id) => !kept.has(id)), edges: [] },
    { type: 'add', nodes: made, edges, positions: below(layout[cut] ?? { x: 0, y: 0 }, last, made), groups: [] },
    ...freezing(base, way),
    settings,
  ];
}

function headOf(head: Exclude<TransferHead, 'kept'>, rank: number, classes: number) {
  const end = { kind: 'dense', params: { units: classes, activation: 'softmax' } };
  if (head === 'pooled') {
    const pool = { 2: 'globalAveragePooling1d', 3: 'globalAveragePooling2d', 4: 'globalAveragePooling3d' }[rank];
    return [...(pool ? [{ kind: pool }] : []), { kind: 'dropout', params: { rate: 0.2 } }, end];
  }
  return [
    ...(rank > 1 ? [{ kind: 'flatten' }] : []),
    { kind: 'dense', params: { units: 256, activation: 'relu' } },
    { kind: 'dropout', params: { rate: 0.5 } },
    end,
  ];
}

/** Height between a layer and the next, px at 100 %. */
const gap = 36;

function below(at: { readonly x: number; readonly y: number }, last: LayerNode, made: readonly LayerNode[]) {
  let bottom = at.y + heightOf(last);
  return Object.fromEntries(
    made.map((node) => {
      const y = node.docked ? bottom : bottom + gap;
      bottom = y + heightOf(node);
      return [node.id, { x: at.x, y }];
    }),
  );
}

const heightOf = (node: LayerNode): number => (node.docked ? metrics.strip : nodeHeight(node));

function freezing(base: readonly LayerNode[], way: TransferWay): readonly Command[] {
  const able = base.filter(hasWeights);
  const stays = (node: LayerNode) => way !== 'fineTune' || node.kind === 'batchNormalization';
  const ids = (frozen: boolean) => able.filter((node) => stays(node) === frozen).map(({ id }) => id);
  return [
    { type: 'freeze', nodes: ids(true), frozen: true },
    { type: 'freeze', nodes: ids(false), frozen: false },
  ];
}

const settingsOf = (
  { augmentation, metrics }: TrainingSettings,
  runId: string,
  way: TransferWay,
): Partial<TrainingSettings> => ({
  startFrom: { runId },
  loss: 'categoricalCrossentropy',
  metrics: metrics.includes('accuracy') ? metrics : ['accuracy', ...metrics],
  ...(way === 'features' ? { augmentation: { ...augmentation, steps: [] } } : {}),
  ...(way === 'fineTune' ? { learningRate: fineTuningRate } : {}),
});
