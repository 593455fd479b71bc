import { useState } from 'react';
import type { Problem } from '../../src/core/problems/problem.ts';
import { useApp } from '../app.ts';
import { hostErrorText } from '../shell/projects/host-errors.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import { sampleBytes } from '../training/pixels.ts';
import { firstDifference, largestDifference, readTfjsWeights, type WrittenFile, writeTfjs } from './tfjs-export.ts';

/** What reading the written files back showed. */
export type Check =
  | { readonly state: 'running' }
  | { readonly state: 'failed'; readonly message: string }
  | {
      readonly state: 'done';
      /** Name of a weight that differs; `null`: all are the same, bit by bit. */
      readonly different: string | null;
      /** `null`: there were no images to compare on. */
      readonly predictions: { readonly count: number; readonly difference: number } | null;
    };

export type ExportState =
  | { readonly state: 'idle' }
  | { readonly state: 'writing' }
  | { readonly state: 'failed'; readonly message: string }
  /** Plain tfjs would compute something else. */
  | { readonly state: 'refused'; readonly problems: readonly Problem[] }
  | {
      readonly state: 'written';
      readonly folder: string;
      readonly files: readonly WrittenFile[];
      readonly check: Check;
    };

const comparedImages = 16;

/** Writes a checkpoint as a layers-model, then reads the files back and compares weights and predictions. */
export function useExport(): {
  readonly state: ExportState;
  readonly write: (checkpoint: Checkpoint, folder: string) => Promise<void>;
  readonly forget: () => void;
} {
  const { host, training } = useApp();
  const [state, setState] = useState<ExportState>({ state: 'idle' });

  async function check(checkpoint: Checkpoint, folder: string): Promise<Check> {
    const read = await readTfjsWeights(host, folder);
    if (!read.ok) return { state: 'failed', message: read.error };
    const different = firstDifference(checkpoint.snapshot.weights, read.value);
    const opened = await training.datasetOf(checkpoint.record);
    if (!opened.ok) return { state: 'done', different, predictions: null };
    const count = Math.min(comparedImages, opened.value.splits.test.count);
    const bytes = Array.from({ length: count }, (_, i) => [...sampleBytes(opened.value, 'test', i)]).flat();
    const images = Float32Array.from(bytes, (byte) => byte / 255);
    const reread: Checkpoint = { ...checkpoint, snapshot: { ...checkpoint.snapshot, weights: read.value } };
    const ours = await training.predictMany(checkpoint, images, count, false);
    const theirs = await training.predictMany(reread, images, count, false);
    const difference = largestDifference(ours.probabilities, theirs.probabilities);
    return { state: 'done', different, predictions: count > 0 ? { count, difference } : null };
  }

  async function write(checkpoint: Checkpoint, folder: string): Promise<void> {
    setState({ state: 'writing' });
    try {
      const opened = await training.datasetOf(checkpoint.record);
      const classes = opened.ok ? opened.value.classes : [];
      const { record, snapshot } = checkpoint;
      const written = await writeTfjs(host, folder, record.network, snapshot.weights, classes);
      if (!written.ok) {
        setState({ state: 'refused', problems: written.error });
        return;
      }
      const files = written.value;
      setState({ state: 'written', folder, files, check: { state: 'running' } });
      const result = await check(checkpoint, folder).catch(
        (error): Check => ({ state: 'failed', message: hostErrorText(error) }),
      );
      setState({ state: 'written', folder, files, check: result });
    } catch (error) {
      setState({ state: 'failed', message: hostErrorText(error) });
    }
  }

  return { state, write, forget: () => setState({ state: 'idle' }) };
}
