import { useEffect, useRef, useState } from 'react';
import { modelMetadata } from '../../src/core/document/run-data.ts';
import type { Problem } from '../../src/core/problems/problem.ts';
import { startPlainWorker } from '../../src/engine/verify/browser.ts';
import type { RuntimeRequest } from '../../src/engine/verify/messages.ts';
import { predictApart } from '../../src/engine/verify/predict-apart.ts';
import { useApp } from '../app.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import { type Check, checkExport } from './check-export.ts';
import { failureText } from './failure-text.ts';
import { type WrittenFile, writeTfjs } from './tfjs-export.ts';

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

/** Writes a checkpoint as a layers-model, then reads the files back and lets plain tfjs predict with them. */
export function useExport(): {
  readonly state: ExportState;
  readonly write: (checkpoint: Checkpoint, folder: string) => Promise<void>;
  readonly forget: () => void;
} {
  const { host, training } = useApp();
  const [state, setState] = useState<ExportState>({ state: 'idle' });
  /** Calls the check off that is going on, its worker with it. */
  const checking = useRef(new AbortController());
  useEffect(() => () => checking.current.abort(), []);

  function begin(): AbortSignal {
    checking.current.abort();
    checking.current = new AbortController();
    return checking.current.signal;
  }

  async function write(checkpoint: Checkpoint, folder: string): Promise<void> {
    const signal = begin();
    const show = (next: ExportState): void => {
      if (!signal.aborted) setState(next);
    };
    show({ state: 'writing' });
    try {
      const { record, snapshot } = checkpoint;
      const opened = record.data ? null : await training.datasetOf(record);
      const metadata = modelMetadata(record.data, opened?.ok ? opened.value.classes : null);
      const written = await writeTfjs(host, folder, record.network, snapshot.weights, metadata);
      if (!written.ok) return show({ state: 'refused', problems: written.error });
      const files = written.value;
      show({ state: 'written', folder, files, check: { state: 'running' } });
      const predictPlain = (request: RuntimeRequest) => predictApart(startPlainWorker, request, signal);
      const check = await checkExport({ host, training, predictPlain }, checkpoint, folder).catch(
        (error): Check => ({ state: 'failed', message: failureText(error) }),
      );
      show({ state: 'written', folder, files, check });
    } catch (error) {
      show({ state: 'failed', message: failureText(error) });
    }
  }

  return {
    state,
    write,
    forget: () => {
      begin();
      setState({ state: 'idle' });
    },
  };
}
