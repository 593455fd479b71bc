import { analyze } from '../core/analysis/analyze.ts';
import type { Analysis } from '../core/analysis/types.ts';
import type { LayerNode, StrideDocument } from '../core/document/schema.ts';
import { layerOf, parseParams } from '../core/layers/registry.ts';
import type { Shape } from '../core/math/shape.ts';
import type { Problem } from '../core/problems/problem.ts';

export interface LayerFigures {
  readonly id: string;
  readonly name: string;
  /** Keras's class name. */
  readonly className: string;
  /** Without batch; `null` where it is unknown. */
  readonly outputShape: Shape | null;
  readonly parameters: number;
  readonly macs: number;
  /** Names of the layers that feed it, in order. */
  readonly inbound: readonly string[];
}

export interface NetworkFigures {
  readonly name: string;
  readonly inputs: readonly Endpoint[];
  readonly outputs: readonly Endpoint[];
  readonly parameters: { readonly total: number; readonly trainable: number; readonly nonTrainable: number };
  readonly macs: number;
  /** 2 × macs. */
  readonly flops: number;
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
  const { parameters, trainable, nonTrainable, macs, flops } = analysis.totals;
  const inbound = inboundNames(document);
  const layers = analysis.order.flatMap((id): LayerFigures[] => {
    const node = graph.nodes[id];
    const figures = analysis.nodes[id];
    if (!node || !figures) return [];
    return [
      {
        id,
        name: node.name,
        className: classNameOf(node),
        outputShape: figures.output?.shape ?? null,
        parameters: figures.parameters.total,
        macs: figures.cost?.macs.value ?? 0,
        inbound: inbound.get(id) ?? [],
      },
    ];
  });
  return {
    name: document.name,
    inputs: endpoints(document, analysis, analysis.inputIds),
    outputs: endpoints(document, analysis, analysis.outputIds),
    parameters: { total: parameters, trainable, nonTrainable },
    macs,
    flops,
    layers,
    problems: analysis.problems.map(problemFigures),
  };
}

export const problemFigures = (problem: Problem): ProblemFigures => ({
  code: problem.code,
  severity: problem.severity,
  message: problem.message,
  nodeId: problem.nodeId ?? null,
  field: problem.field ?? null,
  fixes: (problem.fixes ?? []).map((fix) => fix.title),
});

/** A node whose params its schema refuses is shown by its kind. */
function classNameOf({ kind, params }: LayerNode): string {
  const parsed = parseParams(kind, params);
  return (parsed.ok && layerOf(kind)?.keras(parsed.value).className) || kind;
}

const endpoints = ({ graph }: StrideDocument, analysis: Analysis, ids: readonly string[]): Endpoint[] =>
  ids.map((id) => ({
    id,
    name: graph.nodes[id]?.name ?? id,
    shape: analysis.nodes[id]?.output?.shape ?? null,
  }));

function inboundNames({ graph }: StrideDocument): Map<string, string[]> {
  const inbound = new Map<string, string[]>();
  for (const edge of Object.values(graph.edges).sort((a, b) => a.port - b.port)) {
    const name = graph.nodes[edge.source]?.name;
    if (name === undefined) continue;
    inbound.set(edge.target, [...(inbound.get(edge.target) ?? []), name]);
  }
  return inbound;
}
