import i18next from 'i18next';
import type { Difference } from '../../../src/core/document/diff/differences.ts';
import { differencesCsv, markdownTable } from '../../../src/core/document/diff/report.ts';
import type { App } from '../../app.ts';
import type { Locale } from '../../i18n/format.ts';
import { chooseSavePath } from '../choose-path.ts';
import { baseName } from '../paths.ts';
import { fileName } from '../projects/file-forms.ts';
import { hostErrorText } from '../projects/host-errors.ts';
import type { DifferenceText } from './difference-text.ts';
import { signedText, totalsOf } from './totals.ts';
import type { Comparison } from './use-comparison.ts';

export type ReportFormat = 'md' | 'csv';

interface Report {
  readonly comparison: Comparison;
  readonly textOf: (difference: Difference) => DifferenceText;
  readonly locale: Locale;
}

const formatNames: Readonly<Record<ReportFormat, string>> = { md: 'Markdown', csv: 'CSV' };

/** Asks where to, and writes all differences there, whatever the filter shows. */
export async function saveReport(app: App, format: ReportFormat, report: Report): Promise<void> {
  const { host, notify } = app;
  const { left, right } = report.comparison.networks;
  const title = i18next.t('compare:saveTitle');
  const name = i18next.t('compare:fileName', { before: left.document.name, after: right.document.name });
  const suggestedName = `${fileName(name)}.${format}`;
  const filters = [{ name: formatNames[format], extensions: [format] }];
  const text =
    format === 'md' ? markdown(app, report) : differencesCsv(report.comparison.list, [left.document, right.document]);
  try {
    const path = await chooseSavePath(app, { title, filters, suggestedName, folder: '' });
    if (path === null) return;
    await host.request('write', { path, bytes: new TextEncoder().encode(text) });
    notify('done', i18next.t('compare:saved', { name: baseName(path) }));
  } catch (error) {
    notify('problem', hostErrorText(error));
  }
}

export async function copyReport(app: App, report: Report): Promise<void> {
  try {
    await navigator.clipboard.writeText(markdown(app, report));
    app.notify('done', i18next.t('compare:copied'));
  } catch (error) {
    app.notify('problem', String(error));
  }
}

/** Both tables of the screen, in the reader's language. */
function markdown({ ui }: App, { comparison, textOf, locale }: Report): string {
  const { networks, diff, list } = comparison;
  const t = i18next.getFixedT(null, 'compare');
  const [before, after] = [networks.left.document.name, networks.right.document.name];
  const totals = totalsOf(diff, ui.getState().convention).map(({ key, values, write }) => [
    i18next.t(key),
    ...values.map((value) => write(value, locale)),
    signedText(values, write, locale) ?? t('totals.same'),
  ]);
  const rows = list.map((difference) => {
    const { word, name, summary } = textOf(difference);
    return [word, name, summary];
  });
  const columns = [t('kind.changed'), t('totals.layers'), t('totals.difference')];
  return [
    markdownTable(
      t('fileName', { before, after }),
      [t('totals.label'), before, after, t('totals.difference')],
      totals,
      3,
    ),
    markdownTable(t('list'), columns, rows, 0),
  ].join('\n');
}
