import { Copy, FileDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { markdownTable } from '../../src/core/document/diff/report.ts';
import { epochsCsv, runsCsv } from '../../src/core/runs/csv.ts';
import { useApp } from '../app.ts';
import { useRunName } from '../training/use-runs.ts';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/overlay.tsx';
import { saveFile } from './save-file.ts';
import { totalsOfRun } from './totals.ts';
import { type RunsTable, useSubjects } from './use-table.ts';

/** What is compared (the choice, else the whole table) as files: every figure, every epoch, or the table as it stands. */
export function ExportMenu({ table }: { readonly table: RunsTable }) {
  const { t } = useTranslation('runs');
  const app = useApp();
  const nameOf = useRunName();
  const subjects = useSubjects(table);
  const title = app.documents.getState().document.name;
  const markdown = (): string =>
    markdownTable(
      t('save.runsName', { name: title }),
      [t('column.run'), ...table.shown.map(({ name }) => name)],
      subjects.map((run) => [nameOf(run), ...table.shown.map((column) => column.text(run))]),
      0,
    );
  const save = (extension: 'csv' | 'md', name: string, text: string) =>
    void saveFile(app, {
      title: t('save.table'),
      name,
      extension,
      formatName: extension === 'csv' ? 'CSV' : 'Markdown',
      bytes: new TextEncoder().encode(text),
    });
  const copy = () =>
    navigator.clipboard.writeText(markdown()).then(
      () => app.notify('done', t('save.copied')),
      (error) => app.notify('problem', String(error)),
    );
  const runsName = t('save.runsName', { name: title });
  const icon = <FileDown size={14} />;
  return (
    <Menu
      align="end"
      trigger={
        <Button size="small" icon={<FileDown size={12} />} disabled={subjects.length === 0}>
          {t('save.menu')}
        </Button>
      }
      groups={[
        [
          {
            id: 'runs',
            label: t('save.runsCsv'),
            icon,
            run: () => save('csv', runsName, runsCsv(subjects, totalsOfRun)),
          },
          {
            id: 'epochs',
            label: t('save.epochsCsv'),
            icon,
            run: () => save('csv', t('save.epochsName', { name: title }), epochsCsv(subjects)),
          },
        ],
        [
          { id: 'markdown', label: t('save.markdown'), icon, run: () => save('md', runsName, markdown()) },
          { id: 'copy', label: t('save.copy'), icon: <Copy size={14} />, run: () => void copy() },
        ],
      ]}
    />
  );
}
