/** Nodes of one model, numbered such that every wire goes from a lower number to a higher one. */
export interface PartNode {
  readonly id: string;
  /** As its own model has it. */
  readonly name: string;
  readonly className: string;
  /** Named by Keras after its class, as nothing else was said. */
  readonly isAutomatic: boolean;
  /** Whether it has weights of size: convolutions, dense and recurrent layers, attention. */
  readonly isMain: boolean;
  /** Whether it only passes values through a function. */
  readonly isActivation: boolean;
}

export interface Part {
  readonly nodes: readonly PartNode[];
  readonly inputs: readonly (readonly number[])[];
  readonly outputs: readonly (readonly number[])[];
  /** Wires that come into each node, from outside the part too. */
  readonly arities: readonly number[];
  /** Nodes that something outside the part feeds, and that feed something outside. */
  readonly entries: ReadonlySet<number>;
  readonly exits: ReadonlySet<number>;
}

/** Nodes that belong together, and what of them belongs together more closely. */
export interface Block {
  readonly name: string;
  /** Numbers of nodes in it and in no block inside it. */
  readonly members: readonly number[];
  readonly blocks: readonly Block[];
}

export const allMembers = (block: Block): readonly number[] => [...block.members, ...block.blocks.flatMap(allMembers)];

/** Whether wires join all of these nodes without leaving them. */
export function isConnected({ inputs, outputs }: Part, members: ReadonlySet<number>): boolean {
  const [first] = members;
  if (first === undefined) return false;
  const seen = new Set([first]);
  const open = [first];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const next of [...(inputs[node] ?? []), ...(outputs[node] ?? [])]) {
      if (!members.has(next) || seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return seen.size === members.size;
}
