import i18next from 'i18next';
import type { RunRecord } from '../../src/core/document/runs.ts';
import { importedProject } from '../../src/core/interop/imported-run.ts';
import type { StoredSnapshot } from '../../src/core/interop/project/project.ts';
import type { NetworkSource } from '../../src/core/surgery/network-block.ts';
import type { OpenedFile } from '../../src/host/model-file.ts';
import type { App } from '../app.ts';
import { chooseFile } from '../shell/choose-path.ts';
import { baseName } from '../shell/paths.ts';
import { projectFilters } from '../shell/projects/file-forms.ts';
import { hostErrorText } from '../shell/projects/host-errors.ts';
import { createReader } from '../shell/projects/reading.ts';

/** The network of a file, to be put into another. */
export interface NetworkFile {
  readonly source: NetworkSource;
  /** Its weights, as a run that the project gets with it; `null`: it has none. */
  readonly trained: { readonly record: RunRecord; readonly snapshot: StoredSnapshot } | null;
  readonly file: string;
  readonly opened: OpenedFile;
}

/** Asks for a file and shows the dialog with it; what cannot be read is told. */
export async function chooseNetworkFile(app: App): Promise<void> {
  try {
    const path = await chooseFile(app, i18next.t('define:insertNetwork.title'), projectFilters());
    const opened = path === null ? null : await createReader(app).file(path);
    const networkFile = opened && path !== null ? networkOf(opened, baseName(path)) : null;
    app.dialogs.setState({ open: 'insertNetwork', networkFile });
  } catch (error) {
    app.notify('problem', hostErrorText(error));
  }
}

/** Of a project, the network that its weights are of, else the one that is drawn. */
function networkOf(opened: OpenedFile, file: string): NetworkFile {
  const { document, runs, best } = opened.project;
  const drawing = runs.find(({ id }) => id === best?.runId)?.drawing;
  const shown = drawing ? { ...document, ...drawing } : document;
  const origin = { runId: crypto.randomUUID(), file, at: new Date().toISOString() };
  const made = importedProject(shown, best?.snapshot.weights ?? null, origin);
  const [record] = made.runs;
  const trained =
    record && made.best ? { record: { ...record, part: true as const }, snapshot: made.best.snapshot } : null;
  const { graph, groups, layout } = shown;
  const name = file.replace(/\.[^.]*$/, '');
  return {
    source: { name, drawing: { graph, groups, layout }, runId: trained ? origin.runId : null },
    trained,
    file,
    opened,
  };
}
