import { compileNetwork } from '../compile/compile.ts';
import { fingerprint } from '../document/runs.ts';
import { maxNameLength, type StrideDocument } from '../document/schema.ts';
import type { Project } from './project/project.ts';
import type { NamedTensor } from './tensors.ts';

/** Where weights came from, and when (ISO 8601). */
export interface Origin {
  readonly runId: string;
  readonly file: string;
  readonly at: string;
}

/**
 * A project of an imported network whose weights are a run's: they can be evaluated, predict, be exported and be started
 * from. Of how they were trained nothing is said. Without weights, or where the network does not compile, there is no run.
 */
export function importedProject(
  document: StrideDocument,
  weights: readonly NamedTensor[] | null,
  { runId, file, at }: Origin,
): Project {
  const compiled = weights && weights.length > 0 ? compileNetwork(document) : null;
  if (!weights || !compiled?.ok) return { document, runs: [], best: null };
  const { graph, groups, layout } = document;
  const network = compiled.value;
  const run = {
    id: runId,
    number: 1,
    name: file.slice(0, maxNameLength),
    startedAt: at,
    settings: document.training,
    network,
    fingerprint: fingerprint(network),
    state: 'completed' as const,
    epochs: [],
    bestEpoch: null,
    device: null,
    seconds: 0,
    parent: null,
    evaluation: null,
    failure: null,
    drawing: { graph, groups, layout },
    imported: file,
  };
  const snapshot = { step: 0, epoch: 0, weights, optimizer: [], random: [], history: [] };
  return { document, runs: [run], best: { runId, snapshot } };
}
