import { Plus, Table2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bestRun, bestScore } from '../../src/core/document/runs.ts';
import { useApp, useData, useRuns } from '../app.ts';
import { formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { TabPanel, Tabs } from '../ui/choice.tsx';
import { Tip } from '../ui/tooltip.tsx';
import { DatasetFacts } from './compile/data-facts.tsx';
import { QueueSection } from './control/queue-section.tsx';
import { RunRow } from './runs/run-row.tsx';
import { SetupList } from './runs/setup-list.tsx';
import styles from './train-left.module.css';
import { useActiveRunId, useShownRun } from './use-runs.ts';

type Tab = 'runs' | 'data' | 'setup';

/** Left of the canvas in Train: the runs so far, the images they learn from, and the shown run's settings. */
export function TrainLeft() {
  const { t } = useTranslation('train');
  const [tab, setTab] = useState<Tab>('runs');
  const tabs = (['runs', 'data', 'setup'] as const).map((value) => ({ value, label: t(`tabs.${value}`) }));
  return (
    <Tabs label={t('tabs.label')} value={tab} tabs={tabs} onChange={setTab} className={styles.panel ?? ''}>
      <TabPanel value="runs" className={styles.tab}>
        <RunsSummary />
        <RunsList />
        <QueueSection />
        <SetupList />
      </TabPanel>
      <TabPanel value="data" className={styles.tab}>
        <DataTab />
      </TabPanel>
      <TabPanel value="setup" className={styles.tab}>
        <SetupList complete />
      </TabPanel>
    </Tabs>
  );
}

function RunsSummary() {
  const { t } = useTranslation(['train', 'runs']);
  const locale = useLocale();
  const { training, ui } = useApp();
  const count = useRuns(({ records }) => records.length);
  const best = useRuns(({ records }) => {
    const run = bestRun(records);
    return run ? bestScore(run) : null;
  });
  const active = useActiveRunId() !== null;
  return (
    <div className={styles.summary}>
      <b>{count === 0 ? t('train:runs.none') : t('train:runs.count', { count })}</b>
      <span>{best === null ? null : t('train:runs.best', { value: formatPercent(best, locale) })}</span>
      {count > 0 ? (
        <IconButton
          size="small"
          label={t('runs:compareAll')}
          onClick={() => ui.setState(({ views }) => ({ step: 'evaluate', views: { ...views, evaluate: 'runs' } }))}
        >
          <Table2 size={13} />
        </IconButton>
      ) : null}
      <Tip text={t('train:runs.newHint')}>
        <Button size="small" icon={<Plus size={12} />} disabled={active} onClick={() => void training.start()}>
          {t('train:runs.new')}
        </Button>
      </Tip>
    </div>
  );
}

/** Newest first; also the list of the Evaluate step. */
export function RunsList() {
  const { t } = useTranslation('train');
  const records = useRuns((state) => state.records);
  const best = useRuns((state) => bestRun(state.records)?.id ?? null);
  const shown = useShownRun();
  return (
    <ul className={styles.list} aria-label={t('tabs.runs')}>
      {[...records].reverse().map((run) => (
        <RunRow key={run.id} run={run} shown={run.id === shown?.id} best={run.id === best && records.length > 1} />
      ))}
    </ul>
  );
}

function DataTab() {
  const { t } = useTranslation('train');
  const dataset = useData((data) => (data.state === 'ready' ? data.dataset : null));
  if (!dataset) return <p className={styles.none}>{t('noData')}</p>;
  return (
    <div className={styles.data}>
      <b>{dataset.title}</b>
      <DatasetFacts dataset={dataset} complete />
    </div>
  );
}
