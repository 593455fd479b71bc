import type { RunRecord } from '../document/runs.ts';
import type { LossName } from '../document/tasks.ts';
import type { Figures, LayerFigures } from './figures.ts';

/** What must be known of the data that a run trains on. */
export interface DataFacts {
  /** Training samples of each class; empty where samples are not of one class each. */
  readonly classCounts: readonly number[];
  /** Height, width and channels: augmentation can help. */
  readonly pictures: boolean;
}

/** All that notes are drawn from: nothing that was not measured. */
export interface Evidence {
  readonly run: Pick<RunRecord, 'settings' | 'network' | 'epochs' | 'failure' | 'figures'>;
  /** Of the last watched step; empty without any. */
  readonly figures: Figures;
  readonly data: DataFacts | null;
}

/** A layer with weights that were seen to move, in the order of the network. */
export interface Trained {
  readonly nodeId: string;
  readonly figures: LayerFigures;
  readonly gradientNorm: number;
  readonly updateRatio: number;
}

/** From the input to the output. */
export function trainedLayers({ run, figures }: Pick<Evidence, 'run' | 'figures'>): readonly Trained[] {
  return orderedIds(run.network).flatMap((nodeId) => {
    const layer = figures[nodeId];
    if (!layer || layer.gradientNorm === null || layer.updateRatio === null) return [];
    return [{ nodeId, figures: layer, gradientNorm: layer.gradientNorm, updateRatio: layer.updateRatio }];
  });
}

/** Node ids, each after those it reads. */
function orderedIds({ topology, nodeIds }: RunRecord['network']): readonly string[] {
  const inputsOf = new Map(
    topology.config.layers.map(({ name, inbound_nodes }) => [name, (inbound_nodes[0] ?? []).map(([input]) => input)]),
  );
  const done = new Set<string>();
  const ordered: string[] = [];
  for (const root of inputsOf.keys()) {
    // A stack of our own: chains of some thousand layers would exhaust the call stack.
    const stack = [root];
    for (let name = stack.at(-1); name !== undefined; name = stack.at(-1)) {
      const waiting = done.has(name) ? [] : (inputsOf.get(name) ?? []).filter((input) => !done.has(input));
      if (waiting.length > 0) {
        stack.push(...waiting);
        continue;
      }
      stack.pop();
      if (done.has(name)) continue;
      done.add(name);
      ordered.push(nodeIds[name] ?? name);
    }
  }
  return ordered;
}

export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 1 ? middle : middle - 1], sorted[middle]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

const crossEntropies: ReadonlySet<LossName> = new Set(['categoricalCrossentropy', 'binaryCrossentropy']);

/**
 * Loss of a network that gives every class of `classes` the same chance: ln of their number for a softmax, ln 2 for
 * sigmoids, each of which then says one half. `null` for losses that know no chance.
 */
export function lossByChance(loss: LossName, classes: number): number | null {
  if (!crossEntropies.has(loss) || classes < 2) return null;
  return Math.log(loss === 'categoricalCrossentropy' ? classes : 2);
}
