import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CompiledNetwork } from '../core/compile/topology.ts';
import { modelMetadata } from '../core/document/run-data.ts';
import { fingerprint, type RunRecord } from '../core/document/runs.ts';
import type { StrideDocument, TrainingSettings } from '../core/document/schema.ts';
import { strideLayersFile, writeTfjsModel } from '../core/interop/tfjs/write.ts';
import type { Dataset } from '../engine/data/dataset.ts';
import type { Device, EpochReport, RunOutcome, Snapshot } from '../engine/protocol.ts';
import { writeProject } from '../host/project-file.ts';
import { obstacleText } from './obstacles.ts';
import { strideLayersHint, writeArtifacts, writeOutput } from './output.ts';
import { resultFiles } from './source.ts';
import type { Terminal } from './terminal.ts';

/** How a run ended, and on what it ran. */
export interface EndedRun {
  readonly outcome: RunOutcome;
  readonly device: Device | null;
}

/** What is known of a run before it has trained. */
export const beginning = (network: CompiledNetwork, settings: TrainingSettings, started: Date) => ({
  id: `cli-${started.getTime().toString(36)}`,
  number: 1,
  name: null,
  startedAt: started.toISOString(),
  settings,
  network,
  fingerprint: fingerprint(network),
});

/** The run as a project keeps it. */
export function recordOf(
  begun: ReturnType<typeof beginning>,
  epochs: readonly EpochReport[],
  { outcome, device }: EndedRun,
): RunRecord {
  const { failure } = outcome;
  return {
    ...begun,
    state: outcome.reason,
    epochs,
    bestEpoch: outcome.best?.epoch ?? null,
    device: device && { backend: device.backend, device: device.device },
    seconds: epochs.reduce((total, epoch) => total + epoch.seconds, 0),
    parent: null,
    evaluation: null,
    failure: failure ? { code: failure.code, message: failure.message, nodeId: failure.nodeId ?? null } : null,
  };
}

/**
 * Writes model, history and project to a folder and gives the names of what is there. A network that tfjs would not
 * compute is left out, which one line on stderr says: its project still holds all of it.
 */
export async function writeResults(
  terminal: Terminal,
  folder: string,
  document: StrideDocument,
  dataset: Dataset,
  record: RunRecord,
  best: Snapshot,
): Promise<readonly string[]> {
  const { settings, data, device, state, epochs, bestEpoch, seconds, failure } = record;
  const history = { settings, data, classes: dataset.classes, device, state, epochs, bestEpoch, seconds, failure };
  const metadata = modelMetadata(record.data, dataset.classes);
  const model = writeTfjsModel(record.network, best.weights, { metadata });
  const needed: string[] = [];
  if (model.ok) {
    const written = await writeArtifacts(terminal, folder, model.value);
    if (written.includes(strideLayersFile)) {
      needed.push(strideLayersFile);
      terminal.note(`stride: ${strideLayersHint}`);
    }
  } else {
    // Of an earlier run, beside which this project would be taken for its source.
    await rm(resolve(terminal.cwd, folder, resultFiles.model), { force: true });
    terminal.note(`stride: ${resultFiles.model} is left out: ${obstacleText(model.error)}`);
  }
  await writeOutput(terminal, join(folder, resultFiles.history), `${JSON.stringify(history, null, 2)}\n`);
  const project = { document, runs: [record], best: { runId: record.id, snapshot: best } };
  await writeOutput(terminal, join(folder, resultFiles.project), writeProject(project));
  return [...Object.values(resultFiles).filter((name) => model.ok || name !== resultFiles.model), ...needed];
}
