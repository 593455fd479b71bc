import { snakeCase } from '../../../document/names.ts';
import { type Graph, type Group, maxNameLength } from '../../../document/schema.ts';
import { layerOf } from '../../../layers/registry.ts';
import { type FlatNetwork, type FlatNode, inOrder } from '../flatten.ts';
import { blocksByLevels } from './levels.ts';
import { blocksByName } from './names.ts';
import { allMembers, type Block, type Part, type PartNode } from './part.ts';
import { blocksByStructure } from './repeats.ts';

/** Less than this share of the layers in blocks, and the names are not about blocks. */
const fewest = 0.3;

export interface InferredGroups {
  readonly groups: Readonly<Record<string, Group>>;
  /** The groups are the levels of a U-Net, in their order, and there are no others. */
  readonly isU: boolean;
}

/**
 * Groups of a network: the models that were in it, and in each of them the blocks that its names show, or else its structure.
 * Linear in the network but for its names and repetitions.
 */
export function inferGroups(network: FlatNetwork, graph: Graph): InferredGroups {
  const groups: Record<string, Group> = {};
  for (const { id, name, parent } of network.groups) groups[id] = { id, name, members: [], parent, collapsed: false };
  const nodes = inOrder(network.nodes).filter(({ id }) => graph.nodes[id]);
  const byGroup = new Map<string | null, FlatNode[]>();
  for (const node of nodes) {
    const list = byGroup.get(node.group);
    if (list) list.push(node);
    else byGroup.set(node.group, [node]);
  }
  let made = 0;
  let isU = false;
  const add = (part: Part, block: Block, parent: string | null): ReadonlySet<number> => {
    const id = `group_${++made}`;
    for (const inner of block.blocks) add(part, inner, id);
    const members = block.members.flatMap((node) => part.nodes[node]?.id ?? []);
    groups[id] = { id, name: block.name.slice(0, maxNameLength), members, parent, collapsed: false };
    return new Set(allMembers(block));
  };
  for (const [group, own] of byGroup) {
    const part = partOf(own, nodes, graph);
    const { blocks, isU: areLevels } = blocksOf(part);
    isU = areLevels && byGroup.size === 1 && group === null;
    const inside = new Set(blocks.flatMap((block) => [...add(part, block, group)]));
    const model = group === null ? undefined : groups[group];
    const rest = part.nodes.filter((_, i) => !inside.has(i)).map(({ id }) => id);
    if (model) groups[model.id] = { ...model, members: rest };
  }
  return { groups, isU };
}

function blocksOf(part: Part): { readonly blocks: readonly Block[]; readonly isU: boolean } {
  const named = blocksByName(part);
  const inside = named.reduce((total, block) => total + allMembers(block).length, 0);
  if (inside >= fewest * part.nodes.length) return { blocks: named, isU: false };
  const levels = blocksByLevels(part);
  const isU = levels.length > 0;
  return { blocks: isU ? levels : blocksByStructure(part), isU };
}

const mainFamilies: ReadonlySet<string> = new Set(['convolution', 'recurrent', 'attention']);

function partOf(own: readonly FlatNode[], all: readonly FlatNode[], graph: Graph): Part {
  const index = new Map(own.map(({ id }, i) => [id, i]));
  const inputs: number[][] = own.map(() => []);
  const outputs: number[][] = own.map(() => []);
  const entries = new Set<number>();
  const exits = new Set<number>();
  for (const { id, inputs: sources } of all) {
    const to = index.get(id);
    for (const { node } of sources) {
      const from = index.get(node);
      if (from !== undefined && to !== undefined && from < to) {
        inputs[to]?.push(from);
        outputs[from]?.push(to);
      } else if (to !== undefined) entries.add(to);
      else if (from !== undefined) exits.add(from);
    }
  }
  const arities = own.map((node) => node.inputs.length);
  return { nodes: own.map((node) => partNode(node, graph)), inputs, outputs, arities, entries, exits };
}

function partNode({ id, layer: { name, className } }: FlatNode, graph: Graph): PartNode {
  const kind = graph.nodes[id]?.kind ?? '';
  const family = layerOf(kind)?.doc.family ?? 'core';
  const automatic = snakeCase(className);
  return {
    id,
    name,
    className,
    isAutomatic:
      name === automatic || (name.startsWith(`${automatic}_`) && /^\d+$/.test(name.slice(automatic.length + 1))),
    isMain: kind === 'dense' || mainFamilies.has(family),
    isActivation: family === 'activation',
  };
}
