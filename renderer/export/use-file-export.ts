import { useState } from 'react';
import type { Artifact } from '../../src/core/interop/artifact.ts';
import type { Problem } from '../../src/core/problems/problem.ts';
import type { Result } from '../../src/core/result.ts';
import { useApp } from '../app.ts';
import { chooseSavePath } from '../shell/choose-path.ts';
import { folderOf } from '../shell/paths.ts';
import type { Checkpoint } from '../training/checkpoints.ts';
import { failureText } from './failure-text.ts';
import { safeName } from './safe-name.ts';

export type FileExportState =
  | { readonly state: 'idle' | 'writing' }
  | { readonly state: 'refused'; readonly problems: readonly Problem[] }
  | { readonly state: 'failed'; readonly message: string }
  /** `same`: what was read back is what was written, byte by byte. */
  | { readonly state: 'saved'; readonly path: string; readonly bytes: number; readonly same: boolean };

/** One file, of the first artifact. @param classes names of what the data tells apart, where they are known. */
export type FileWriter = (
  checkpoint: Checkpoint,
  classes: readonly string[] | null,
) => Result<readonly Artifact[], readonly Problem[]>;

interface FileKind {
  /** Asked for as. */
  readonly title: string;
  readonly extension: string;
  readonly make: FileWriter;
}

/** Writes a checkpoint as one file, where the user says, and reads it back. */
export function useFileExport({ title, extension, make }: FileKind) {
  const app = useApp();
  const { host, documents, training } = app;
  const [state, setState] = useState<FileExportState>({ state: 'idle' });

  function placeFor(): Promise<string | null> {
    const { document, path: project } = documents.getState();
    const filters = [{ name: title, extensions: [extension] }];
    const suggestedName = `${safeName(document.name)}.${extension}`;
    const folder = project === null ? '' : folderOf(project);
    return chooseSavePath(app, { title, filters, suggestedName, folder });
  }

  async function save(checkpoint: Checkpoint): Promise<void> {
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
      const stat = await host.request('write', { path, bytes: artifact.bytes });
      const read = await host.request('read', { path: stat.path });
      const same = read.length === artifact.bytes.length && read.every((byte, i) => byte === artifact.bytes[i]);
      setState({ state: 'saved', path: stat.path, bytes: stat.bytes, same });
    } catch (error) {
      setState({ state: 'failed', message: failureText(error) });
    }
  }

  return { state, save, forget: () => setState({ state: 'idle' }) };
}
