import i18next from 'i18next';
import type { OpenedFile } from '../../../src/host/model-file.ts';
import { once } from '../../once.ts';
import type { Dialogs, ImportedWeights } from '../dialogs.ts';
import type { Notify } from './options.ts';

const loadImportTexts = once(() => import('../import-texts.ts'));

/** Says what of an imported model came along, once it is on the canvas. */
export async function tellImported(
  { project, report, withoutWeights }: OpenedFile,
  name: string,
  { dialogs, notify }: { readonly dialogs: Dialogs; readonly notify: Notify },
): Promise<void> {
  if (report === null) return;
  const { custom, changed } = report;
  const weights: ImportedWeights = withoutWeights ? { misfit: withoutWeights } : project.best ? 'taken' : 'none';
  if (custom.length + changed.length > 0 || typeof weights === 'object') {
    void dialogs.imported(name, report, weights);
    return;
  }
  const { importSize } = await loadImportTexts();
  const key = weights === 'taken' ? 'shell:imported.wholeTrained' : 'shell:imported.whole';
  notify('done', i18next.t(key, { name, size: importSize(report) }));
}
