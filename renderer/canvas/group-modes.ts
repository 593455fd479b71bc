import type { NodeMode, StrideDocument } from '../../src/core/document/schema.ts';

export interface GroupModes {
  /** The mode that all of the layers are in. */
  readonly all: NodeMode | null;
  /** The modes that some of them are in. */
  readonly modes: readonly NodeMode[];
  /** How many are in each. */
  readonly count: { readonly [M in NodeMode]: number };
}

/** What the card of a collapsed group says of its layers that are bypassed or muted. */
export function modesOf({ graph }: Pick<StrideDocument, 'graph'>, layers: readonly string[]): GroupModes {
  const count = { bypass: 0, mute: 0 };
  for (const id of layers) {
    const mode = graph.nodes[id]?.mode;
    if (mode) count[mode]++;
  }
  const modes = (['bypass', 'mute'] as const).filter((mode) => count[mode] > 0);
  const [only] = modes;
  return { all: only && count[only] === layers.length ? only : null, modes, count };
}
