import { analyze } from '../../src/core/analysis/analyze.ts';
import type { CompiledNetwork } from '../../src/core/compile/topology.ts';
import type { Graph, TrainingSettings } from '../../src/core/document/schema.ts';
import { type Carried, carryWeights } from '../../src/core/surgery/carry-weights.ts';
import type { RunsState } from '../store/runs.ts';

type KnownRuns = Pick<RunsState, 'records' | 'checkpoints'>;

/** The run that training is to start from, with the weights that are kept of it; `null` where there are none any more. */
function trainedBy(runId: string, { records, checkpoints }: KnownRuns) {
  const record = records.find(({ id }) => id === runId);
  const snapshot = checkpoints[runId]?.best ?? checkpoints[runId]?.last;
  return record && snapshot ? { network: record.network, weights: snapshot.weights } : null;
}

/** What a network would take over from the run that its settings name; `missing` where that has no weights any more. */
export function startWeights(
  { startFrom }: Pick<TrainingSettings, 'startFrom'>,
  runs: KnownRuns,
  network: CompiledNetwork,
  graph: Graph,
): Carried | 'missing' | null {
  if (!startFrom) return null;
  const trained = trainedBy(startFrom.runId, runs);
  return trained ? carryWeights(trained, network, analyze(graph), startFrom.grow) : 'missing';
}
