import type { RunRecord } from '../core/document/runs.ts';
import type { Project } from '../core/interop/project/project.ts';
import type { NamedWeight } from '../engine/protocol.ts';
import { fault } from './failure.ts';
import { openProject } from './source.ts';
import type { Terminal } from './terminal.ts';

export interface Trained {
  /** The run whose weights are kept. */
  readonly run: RunRecord;
  readonly weights: readonly NamedWeight[];
  /** Names of the classes, where they are known. */
  readonly classes: readonly string[] | null;
}

/** A trained network from the folder that `stride train` made, or from a project file with weights. */
export async function openTrained(what: string, terminal: Terminal): Promise<Trained> {
  const { project, classes } = await openProject(what, terminal);
  const best = bestOf(project);
  if (!best) throw fault(`${what} holds no trained weights: train it first`);
  return { ...best, classes };
}

/** The run whose weights a project keeps, with them. */
export function bestOf({ best, runs }: Project): Pick<Trained, 'run' | 'weights'> | null {
  const run = runs.find(({ id }) => id === best?.runId);
  return best && run ? { run, weights: best.snapshot.weights } : null;
}
