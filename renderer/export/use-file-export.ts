import { useEffect, useRef, useState } from 'react';
import type { Artifact } from '../../src/core/interop/artifact.ts';
import type { Shape } from '../../src/core/math/shape.ts';
import type { Problem } from '../../src/core/problems/problem.ts';
import type { Result } from '../../src/core/result.ts';
import type { RuntimeOutcome } from '../../src/engine/verify/predict-apart.ts';
import { useApp } from '../app.ts';
import { chooseSavePath } from '../shell/choose-path.ts';
import { blobOf, bytesOf, readBlob, sameBytes, writeBlob } from '../shell/files.ts';
import { folderOf } from '../shell/paths.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import { failureText } from './failure-text.ts';
import { compareRuntimes, type Parity, type RuntimeName } from './parity.ts';
import { safeName } from './safe-name.ts';

export type FileExportState =
  | { readonly state: 'idle' | 'writing' }
  | { readonly state: 'refused'; readonly problems: readonly Problem[] }
  | { readonly state: 'failed'; readonly message: string }
  /** `same`: what was read back is what was written, byte by byte. */
  | {
      readonly state: 'saved';
      readonly path: string;
      readonly bytes: number;
      readonly same: boolean;
      /** Absent where the app has no runtime of this format. */
      readonly proof?: Proof;
    };

/** What the format's own runtime makes of the file. */
export interface Proof {
  readonly runtime: RuntimeName;
  readonly parity: Parity | 'running';
}

/** A file as pieces that follow one another, which are not copied into one. */
interface PiecedArtifact {
  readonly path: string;
  readonly parts: readonly Uint8Array[];
}

/** One file, of the first artifact. @param classes names of what the data tells apart, where they are known. */
export type FileWriter = (
  checkpoint: Checkpoint,
  classes: readonly string[] | null,
) => Result<readonly (Artifact | PiecedArtifact)[], readonly Problem[]>;

interface FileKind {
  /** Asked for as. */
  readonly title: string;
  readonly extension: string;
  readonly make: FileWriter;
  /** Of formats whose own runtime is within reach: it opens the file that was read back, and predicts these images. */
  readonly prove?: {
    readonly runtime: RuntimeName;
    predict(
      file: Artifact,
      images: readonly Float32Array[],
      shape: Shape,
      signal: AbortSignal,
    ): Promise<RuntimeOutcome>;
  };
}

/** Writes a checkpoint as one file, where the user says, and reads it back. */
export function useFileExport({ title, extension, make, prove }: FileKind) {
  const app = useApp();
  const { host, documents, training } = app;
  const [state, setState] = useState<FileExportState>({ state: 'idle' });
  /** Calls the proof off that is going on, its worker with it. */
  const proving = useRef(new AbortController());
  useEffect(() => () => proving.current.abort(), []);

  function begin(): AbortSignal {
    proving.current.abort();
    proving.current = new AbortController();
    return proving.current.signal;
  }

  function placeFor(): Promise<string | null> {
    const { document, path: project } = documents.getState();
    const filters = [{ name: title, extensions: [extension] }];
    const suggestedName = `${safeName(document.name)}.${extension}`;
    const folder = project === null ? '' : folderOf(project);
    return chooseSavePath(app, { title, filters, suggestedName, folder });
  }

  async function save(checkpoint: Checkpoint): Promise<void> {
    const signal = begin();
    try {
      const path = await placeFor();
      if (path === null) return;
      setState({ state: 'writing' });
      const { record } = checkpoint;
      const opened = record.data ? null : await training.datasetOf(record);
      const made = make(checkpoint, opened?.ok ? opened.value.classes : null);
      if (!made.ok) return setState({ state: 'refused', problems: made.error });
      const [artifact] = made.value;
      if (!artifact) return;
      const content = blobOf('parts' in artifact ? artifact.parts : [artifact.bytes]);
      const stat = await writeBlob(host, path, content);
      const read = await readBlob(host, stat.path);
      const same = await sameBytes(read, content);
      const saved = { state: 'saved' as const, path: stat.path, bytes: stat.bytes, same };
      if (!prove || !same) return setState(saved);
      const { runtime } = prove;
      setState({ ...saved, proof: { runtime, parity: 'running' } });
      const file = { path: artifact.path, bytes: await bytesOf(read) };
      const parity = await compareRuntimes(training, checkpoint, (images, shape) =>
        prove.predict(file, images, shape, signal),
      ).catch((error): Parity => ({ outcome: 'failed', message: failureText(error) }));
      if (!signal.aborted) setState({ ...saved, proof: { runtime, parity } });
    } catch (error) {
      setState({ state: 'failed', message: failureText(error) });
    }
  }

  return {
    state,
    save,
    forget: () => {
      begin();
      setState({ state: 'idle' });
    },
  };
}
