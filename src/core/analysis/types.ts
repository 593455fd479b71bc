import type { Graph } from '../document/schema.ts';
import type { LayerCost, ShapeFormula, WeightSpec } from '../layers/define.ts';
import type { Formula } from '../math/formula.ts';
import type { Shape } from '../math/shape.ts';
import type { Problem } from '../problems/problem.ts';
import type { IdleReason } from './effective.ts';

/** All that is known about one node. Kept identical (`===`) from one analysis to the next when nothing it depends on changed. */
export interface NodeAnalysis {
  readonly id: string;
  /** Shapes of its inputs in port order; `null` where one is unknown. */
  readonly inputs: readonly (Shape | null)[];
  /** `null`: unknown, because of a problem here or upstream. */
  readonly output: ShapeFormula | null;
  readonly weights: readonly WeightSpec[];
  readonly parameters: { readonly total: number; readonly trainable: number; readonly nonTrainable: number };
  /** Parameters as one formula, the sum of the weights' sizes. */
  readonly parameterFormula: Formula;
  readonly cost: LayerCost | null;
  /** `null`: it sees the whole input (Dense, Flatten, global pooling and after), or its shape is unknown. */
  readonly receptiveField: ReceptiveField | null;
  /** Bytes of the output of one sample, float32. */
  readonly activationBytes: number | null;
  readonly problems: readonly Problem[];
  /** Why it does nothing, in no total (`effective.ts`); absent on a layer that works. */
  readonly idle?: IdleReason;
}

/** Field of view of one output position, in pixels of the input, per spatial axis. */
export interface ReceptiveField {
  readonly size: readonly number[];
  /** Distance between the fields of neighbouring positions: the product of the strides. */
  readonly jump: readonly number[];
  /** First pixel seen by position 0; negative where it looks into the padding. */
  readonly start: readonly number[];
  /** How `size` came about. */
  readonly formula: readonly Formula[];
  readonly jumpFormula: readonly Formula[];
  readonly startFormula: readonly Formula[];
}

export interface Totals {
  readonly parameters: number;
  readonly trainable: number;
  readonly nonTrainable: number;
  readonly macs: number;
  /** 2 × macs. */
  readonly flops: number;
  /** 2 × macs + elementwise, normalisation, pooling, softmax. */
  readonly allOps: number;
  /** Sum over nodes of the bytes of one sample's outputs, float32. */
  readonly activationBytes: number;
  /** parameters × 4. */
  readonly weightBytes: number;
  /** Layers with weights or an operation on the longest path from an input to an output. */
  readonly depth: number;
  readonly layers: number;
  /** Nodes whose output shape is unknown; the figures above are then lower bounds. */
  readonly unknown: number;
}

/** Incremental: give it each version of a graph in turn. */
export interface Analyzer {
  analyze(graph: Graph): Analysis;
  /** A version that is only looked at, such as a change under the pointer: the next one is still compared with the last one given. */
  peek(graph: Graph): Analysis;
}

export interface Analysis {
  /**
   * By id, made when it is first read: for a hundred thousand nodes it takes longer than an edit. Who wants one node, or
   * follows `order`, asks `node`.
   */
  readonly nodes: Readonly<Record<string, NodeAnalysis>>;
  /** What is known about one node; `undefined` where there is none of this id. */
  node(id: string): NodeAnalysis | undefined;
  /** Ids of working nodes such that inputs come before those they feed; nodes on a cycle come last. */
  readonly order: readonly string[];
  /** In the document's order, as the outputs. */
  readonly inputIds: readonly string[];
  readonly outputIds: readonly string[];
  readonly totals: Totals;
  /** Every problem, those of the whole network first, then in `order`. */
  readonly problems: readonly Problem[];
}
