import type { Formula } from '../math/formula.ts';
import type { NodeAnalysis } from './types.ts';
/** FLOPs of one sample, forward: 2 × MACs; 0 where the cost is unknown. */
export declare const flopsOf: (node: NodeAnalysis) => number;
/** Bytes of a layer's weights, float32. */
export declare const weightBytesOf: (node: NodeAnalysis) => number;
/** Bytes of a batch of outputs, float32; `null` where the shape is unknown. */
export declare const batchBytesOf: (node: NodeAnalysis, batchSize: number) => number | null;
/** Letters of the sizes of an output of this rank, channels last. */
export declare const axesOf: (rank: number) => readonly string[];
/** Bytes of one sample's output as a formula, `H′·W′·C′·4`; `null` where the shape is unknown. */
export declare function activationFormula(node: NodeAnalysis): Formula | null;
