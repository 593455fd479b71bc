import { analyze } from '../analysis/analyze.ts';
import { type Block, makeBlock } from '../document/block.ts';
import { upTo } from '../document/freeze.ts';
import type { RunDrawing } from '../document/run-marks.ts';
import { emptyDocument, type LayerNode } from '../document/schema.ts';

/** A network that can become a block of another. */
export interface NetworkSource {
  readonly name: string;
  readonly drawing: RunDrawing;
  /** The run that has its weights, under which its layers will find them; `null`: it has none. */
  readonly runId: string | null;
}

/**
 * The network without its inputs as a block, whose layers know where their weights are. Layers that already came from another
 * network start from this one's weights; without any, all are drawn anew.
 *
 * @param cut the last layer that comes along; `null`: all of them, the head too
 */
export function networkBlock({ name, drawing, runId }: NetworkSource, cut: string | null): Block | null {
  const { graph, groups, layout } = drawing;
  const { inputIds } = analyze(graph);
  const wanted = cut === null ? Object.keys(graph.nodes) : upTo(graph, cut);
  const ids = wanted.filter((id) => !inputIds.includes(id));
  const block = makeBlock({ ...emptyDocument(name), graph, groups, layout }, ids, { name });
  if (!block) return null;
  const placed = ({ takenFrom: _, ...node }: LayerNode): LayerNode =>
    runId === null ? node : { ...node, takenFrom: { runId, node: ownerOf(drawing, node.id) } };
  return { ...block, fragment: { ...block.fragment, nodes: block.fragment.nodes.map(placed) } };
}

/** The layer whose weights this one uses, which may not come along. */
const ownerOf = ({ graph }: RunDrawing, id: string): string => graph.nodes[id]?.sharesWith ?? id;
