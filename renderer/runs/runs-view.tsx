import { Trash2, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { useActiveRunId } from '../training/use-runs.ts';
import { Button } from '../ui/button.tsx';
import { ComparePanel } from './compare-panel.tsx';
import { ExportMenu } from './export-menu.tsx';
import { removeRuns } from './remove-runs.ts';
import styles from './runs.module.css';
import { RunsTable } from './runs-table.tsx';
import { useRunsTable } from './use-table.ts';
import { runsViewOf, useRunsView } from './view-state.ts';

/** Every run of the project in a table, and beneath it what is chosen there, compared. */
export function RunsView() {
  const { t } = useTranslation('runs');
  const table = useRunsTable();
  const { records, rows, shown } = table;
  return (
    <div className={styles.view}>
      <Bar rows={rows} all={records.length} table={table} />
      {rows.length === 0 ? (
        <p className={styles.empty}>{t(records.length === 0 ? 'none' : 'nothing')}</p>
      ) : (
        <RunsTable rows={rows} shown={shown} />
      )}
      <ComparePanel table={table} />
    </div>
  );
}

interface BarProps {
  readonly rows: readonly { readonly id: string }[];
  readonly all: number;
  readonly table: ReturnType<typeof useRunsTable>;
}

function Bar({ rows, all, table }: BarProps) {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const app = useApp();
  const active = useActiveRunId();
  const view = runsViewOf(app);
  const chosen = useRunsView((state) => state.chosen).filter((id) => table.records.some((run) => run.id === id));
  return (
    <div className={styles.bar}>
      <h2>{t('title')}</h2>
      <span>{t('shown', { shown: formatFull(rows.length, locale), all: formatFull(all, locale) })}</span>
      <div className={styles.end}>
        {chosen.length > 0 ? (
          <>
            <span>{t('chosen', { count: chosen.length })}</span>
            <Button size="small" look="ghost" icon={<X size={12} />} onClick={() => view.setState({ chosen: [] })}>
              {t('clear')}
            </Button>
            <Button
              size="small"
              icon={<Trash2 size={12} />}
              disabled={active !== null && chosen.includes(active)}
              onClick={() => {
                removeRuns(app, chosen);
                view.setState({ chosen: [] });
              }}
            >
              {t('remove')}
            </Button>
          </>
        ) : null}
        <ExportMenu table={table} />
      </div>
    </div>
  );
}
