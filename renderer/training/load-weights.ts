import i18next from 'i18next';
import { analyze } from '../../src/core/analysis/analyze.ts';
import { compileNetwork } from '../../src/core/compile/compile.ts';
import { bytesSource } from '../../src/core/interop/byte-source.ts';
import { importedProject } from '../../src/core/interop/imported-run.ts';
import { readWeights } from '../../src/core/interop/weights/read.ts';
import type { App } from '../app.ts';
import { problemText } from '../i18n/core-text.ts';
import { formatFull } from '../i18n/format.ts';
import { chooseFile } from '../shell/choose-path.ts';
import { importErrorText } from '../shell/import-texts.ts';
import { baseName } from '../shell/paths.ts';
import { hostErrorText } from '../shell/projects/host-errors.ts';

/** Asks for a file of weights, and takes those of the network on the canvas from it. */
export async function chooseWeights(app: App): Promise<void> {
  const filters = [{ name: i18next.t('shell:weights.files'), extensions: ['safetensors', 'npz', 'h5', 'keras'] }];
  try {
    const path = await chooseFile(app, i18next.t('shell:weights.title'), filters);
    if (path !== null) await takeWeights(app, baseName(path), await app.host.request('read', { path }));
  } catch (error) {
    app.notify('problem', hostErrorText(error));
  }
}

/** Takes the weights of the network on the canvas from a file, as those of a run; what does not fit is told. */
export async function takeWeights({ documents, runs, notify }: App, file: string, bytes: Uint8Array): Promise<void> {
  const locale = i18next.language === 'fr' ? 'fr' : 'en';
  const { document } = documents.getState();
  const project = runs.project();
  const refuse = (reason: string) => notify('problem', i18next.t('shell:imported.refused', { name: file, reason }));
  const analysis = analyze(document.graph);
  const compiled = compileNetwork(document.graph, 'model', analysis);
  if (!compiled.ok) return refuse(compiled.error.map((one) => problemText(one, locale))[0] ?? '');
  const read = await readWeights(bytesSource(bytes), compiled.value, analysis);
  if (!read.ok) return refuse(importErrorText(read.error));
  const { weights, unused } = read.value;
  const origin = { runId: crypto.randomUUID(), file, at: new Date().toISOString() };
  const { runs: made, best } = importedProject(document, weights, origin);
  const [record] = made;
  if (!record || !best) return refuse(i18next.t('shell:weights.none'));
  // Another project may have been opened while the file was read.
  if (runs.project() !== project) return;
  runs.add({ ...record, number: runs.nextNumber() });
  runs.setCheckpoints(record.id, { best: { ...best.snapshot, history: [...best.snapshot.history] } });
  const count = weights.reduce((sum, { values }) => sum + values.length, 0);
  const rest =
    unused.length === 0 ? '' : ` ${i18next.t('shell:weights.unused', { names: unused.slice(0, 3).join(', ') })}`;
  notify(
    'done',
    `${i18next.t('shell:weights.taken', { name: file, count, number: formatFull(count, locale) })}${rest}`,
  );
}
