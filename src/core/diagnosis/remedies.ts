import type { Command } from '../document/commands.ts';
import { newEdge, newNode } from '../document/edit.ts';
import type { LayerNode, StrideDocument } from '../document/schema.ts';
import { layerOf } from '../layers/registry.ts';
import type { Remedy } from './note.ts';

/** Pixels from a node to the next one under it. */
const rowHeight = 84;

/**
 * What a remedy changes, to be done as one step; empty where nothing is left of it to do, be it that it is done already, or
 * that the layers are gone.
 */
export function commandsOf(remedy: Remedy, document: StrideDocument): readonly Command[] {
  switch (remedy.kind) {
    case 'settings': {
      const { training } = document;
      const changed = { ...training, ...remedy.settings };
      const same = JSON.stringify(changed) === JSON.stringify(training);
      return same ? [] : [{ type: 'setTraining', settings: remedy.settings }];
    }
    case 'activation':
      return remedy.nodes.flatMap((id) => exchanged(document.graph.nodes[id], remedy.id));
    case 'normalize':
      return normalized(document, remedy.node);
    case 'dropout':
      return droppedBefore(document, remedy.node);
    case 'penalty':
      return remedy.nodes.flatMap((id) => penalised(document.graph.nodes[id]));
    case 'show':
      return [];
  }
}

/** A layer's own activation, or the kind of an activation that is a layer of its own. */
function exchanged(node: LayerNode | undefined, activation: 'leakyRelu' | 'relu' | 'sigmoid'): readonly Command[] {
  if (!node) return [];
  if ('activation' in node.params || takesActivation(node)) {
    return node.params.activation === activation ? [] : [{ type: 'setParams', node: node.id, params: { activation } }];
  }
  if (layerOf(node.kind)?.doc.family !== 'activation' || node.kind === activation) return [];
  return [{ type: 'replace', node: node.id, kind: activation, params: {} }];
}

const takesActivation = ({ kind }: LayerNode): boolean => {
  const parsed = layerOf(kind)?.params.safeParse({});
  return (
    parsed?.success === true && typeof parsed.data === 'object' && parsed.data !== null && 'activation' in parsed.data
  );
};

/** Srivastava et al. 2014, section A.4: half of a hidden dense layer. */
const droppedShare = 0.5;

/** Of L2: what the course's example takes. */
const penalty = 0.001;

function droppedBefore({ graph, layout, ...rest }: StrideDocument, id: string): readonly Command[] {
  const wires = Object.values(graph.edges).filter(({ target }) => target === id);
  const [wire] = wires;
  const source = graph.nodes[wire?.source ?? ''];
  if (!wire || !source || wires.length > 1 || source.kind === 'dropout' || source.kind === 'input') return [];
  const { docked: _, ...node } = newNode({ graph, layout, ...rest }, 'dropout', { rate: droppedShare });
  const { x, y } = layout[id] ?? { x: 0, y: 0 };
  return [{ type: 'insertOnEdge', edge: wire.id, node, position: { x, y: y - rowHeight / 2 } }];
}

function penalised(node: LayerNode | undefined): readonly Command[] {
  const known = node?.params.kernelRegularizer;
  if (!node || (known !== null && known !== undefined)) return [];
  return [{ type: 'setParams', node: node.id, params: { kernelRegularizer: { l1: 0, l2: penalty } } }];
}

/** A batch normalisation between an input and all that reads it. */
function normalized(document: StrideDocument, input: string): readonly Command[] {
  const { graph, layout } = document;
  const wires = Object.values(graph.edges).filter(({ source }) => source === input);
  const isNormal = (id: string): boolean => layerOf(graph.nodes[id]?.kind ?? '')?.doc.family === 'normalisation';
  const [first, ...others] = wires;
  if (!first || wires.some(({ target }) => isNormal(target))) return [];
  const { docked: _, ...node } = newNode(document, 'batchNormalization');
  const { x, y } = layout[input] ?? { x: 0, y: 0 };
  return [
    { type: 'insertOnEdge', edge: first.id, node, position: { x, y: y + rowHeight } },
    ...others.map(({ target, port }): Command => ({ type: 'connect', edge: newEdge(graph, node.id, target, port) })),
  ];
}
