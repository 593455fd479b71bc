import { analyze } from '../core/analysis/analyze.ts';
import { fixesFor } from '../core/analysis/fixes/fixes.ts';
import type { Analysis } from '../core/analysis/types.ts';
import { type KerasSummaryLayer, kerasLayers } from '../core/compile/layers.ts';
import type { StrideDocument } from '../core/document/schema.ts';
import type { Shape } from '../core/math/shape.ts';
import type { Problem } from '../core/problems/problem.ts';

/** What `stride summary --json` prints of a layer; `className` is Keras's, shapes have no batch. */
export type LayerFigures = Omit<KerasSummaryLayer, 'trainable'>;

export interface NetworkFigures {
  readonly name: string;
  readonly inputs: readonly Endpoint[];
  readonly outputs: readonly Endpoint[];
  readonly parameters: { readonly total: number; readonly trainable: number; readonly nonTrainable: number };
  readonly macs: number;
  /** 2 × macs. */
  readonly flops: number;
  /** 2 × macs + all others. */
  readonly ops: number;
  readonly layers: readonly LayerFigures[];
  readonly problems: readonly ProblemFigures[];
}

export interface Endpoint {
  readonly id: string;
  readonly name: string;
  readonly shape: Shape | null;
}

export interface ProblemFigures {
  readonly code: string;
  readonly severity: Problem['severity'];
  readonly message: string;
  readonly nodeId: string | null;
  readonly field: string | null;
  /** Titles of the fixes that the app offers. */
  readonly fixes: readonly string[];
}

/** All that `stride summary --json` prints. */
export function networkFigures(document: StrideDocument): NetworkFigures {
  const { graph } = document;
  const analysis = analyze(graph);
  const { parameters, trainable, nonTrainable, macs, flops, allOps } = analysis.totals;
  const layers = kerasLayers(graph, analysis).map(({ trainable: _, ...layer }): LayerFigures => layer);
  return {
    name: document.name,
    inputs: endpoints(document, analysis, analysis.inputIds),
    outputs: endpoints(document, analysis, analysis.outputIds),
    parameters: { total: parameters, trainable, nonTrainable },
    macs,
    flops,
    ops: allOps,
    layers,
    problems: problemFigures(document, analysis),
  };
}

/** Every problem with the titles of the fixes that the app offers. */
export const problemFigures = (document: StrideDocument, analysis: Analysis): readonly ProblemFigures[] =>
  analysis.problems.map((problem) => ({
    code: problem.code,
    severity: problem.severity,
    message: problem.message,
    nodeId: problem.nodeId ?? null,
    field: problem.field ?? null,
    fixes: fixesFor(document, analysis, problem).map((fix) => fix.title),
  }));

const endpoints = ({ graph }: StrideDocument, analysis: Analysis, ids: readonly string[]): Endpoint[] =>
  ids.map((id) => ({
    id,
    name: graph.nodes[id]?.name ?? id,
    shape: analysis.node(id)?.output?.shape ?? null,
  }));
