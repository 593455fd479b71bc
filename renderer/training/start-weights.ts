import { analyze } from '../../src/core/analysis/analyze.ts';
import type { Analysis } from '../../src/core/analysis/types.ts';
import type { CompiledNetwork } from '../../src/core/compile/topology.ts';
import type { Graph, TrainingSettings } from '../../src/core/document/schema.ts';
import { type Carried, carryWeights } from '../../src/core/surgery/carry-weights.ts';
import {
  cameAlike,
  drawnAnew,
  type PartWeights,
  partRuns,
  partWeights,
  withParts,
} from '../../src/core/surgery/parts.ts';
import type { RunsState } from '../store/runs.ts';

type KnownRuns = Pick<RunsState, 'records' | 'checkpoints'>;

/** The run that training is to start from, with the weights that are kept of it; `null` where there are none any more. */
function trainedBy(runId: string, { records, checkpoints }: KnownRuns) {
  const record = records.find(({ id }) => id === runId);
  const snapshot = checkpoints[runId]?.best ?? checkpoints[runId]?.last;
  return record && snapshot ? { network: record.network, weights: snapshot.weights } : null;
}

/** What a network would take over from the run that its settings name; `missing` where that has no weights any more. */
export function baseWeights(
  { startFrom }: Pick<TrainingSettings, 'startFrom'>,
  runs: KnownRuns,
  network: CompiledNetwork,
  analysis: Analysis,
): Carried | 'missing' | null {
  if (!startFrom) return null;
  const trained = trainedBy(startFrom.runId, runs);
  return trained ? carryWeights(trained, network, analysis, startFrom.grow) : 'missing';
}

/**
 * What layers that came as parts of other networks would start from. Where the run that the settings name trained such a layer
 * itself, what it trained counts.
 */
export function startParts(
  settings: Pick<TrainingSettings, 'startFrom'>,
  runs: KnownRuns,
  network: CompiledNetwork,
  { graph, analysis }: { readonly graph: Graph; readonly analysis: Analysis },
): PartWeights {
  const base = baseWeights(settings, runs, network, analysis);
  const drawing = runs.records.find(({ id }) => id === settings.startFrom?.runId)?.drawing;
  const { kept, widened, inserted } = base && base !== 'missing' ? base : drawnAnew(network, analysis);
  const grown = new Set([...widened, ...inserted]);
  const held = new Set(kept);
  return partWeights(network, {
    graph,
    analysis,
    trained: (runId) => trainedBy(runId, runs),
    isElsewhere: (node, name) => grown.has(name) || (held.has(name) && cameAlike(node, drawing?.graph.nodes[node.id])),
  });
}

/** What training starts from: the run of the settings, and the networks that parts came from; `null`: all is drawn anew. */
export function startWeights(
  settings: Pick<TrainingSettings, 'startFrom'>,
  runs: KnownRuns,
  network: CompiledNetwork,
  graph: Graph,
): Carried | 'missing' | null {
  if (!settings.startFrom && partRuns(graph).size === 0) return null;
  const analysis = analyze(graph);
  const base = baseWeights(settings, runs, network, analysis);
  if (base === 'missing') return base;
  const parts = startParts(settings, runs, network, { graph, analysis });
  return parts.taken.length === 0 ? base : withParts(base ?? drawnAnew(network, analysis), parts);
}
