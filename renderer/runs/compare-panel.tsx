import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../src/core/document/runs.ts';
import { useApp } from '../app.ts';
import { Segmented } from '../ui/choice.tsx';
import { CurvesTab } from './curves-tab.tsx';
import { OutcomeTab } from './outcome-tab.tsx';
import styles from './runs.module.css';
import { SearchTab } from './search-tab.tsx';
import { SettingsTab } from './settings-tab.tsx';
import { StructureTab } from './structure-tab.tsx';
import { TradeoffTab } from './tradeoff-tab.tsx';
import { type RunsTable, useSubjects } from './use-table.ts';
import { type CompareTab, compareTabs, runsViewOf, useRunsView } from './view-state.ts';

/** What is chosen in the table, compared in one of several ways. */
export function ComparePanel({ table }: { readonly table: RunsTable }) {
  const { t } = useTranslation('runs');
  const view = runsViewOf(useApp());
  const tab = useRunsView((state) => state.tab);
  const subjects = useSubjects(table);
  const choices = compareTabs.map((value) => ({ value, label: t(`tabs.${value}`) }));
  const bar = (
    <Segmented
      label={t('tabs.label')}
      value={tab}
      choices={choices}
      onChange={(value) => view.setState({ tab: value })}
    />
  );
  return (
    <section className={styles.compare} aria-label={t('tabs.label')}>
      <Chosen tab={tab} bar={bar} runs={subjects} all={table.records} />
    </section>
  );
}

interface ChosenProps {
  readonly tab: CompareTab;
  readonly bar: React.ReactNode;
  readonly runs: readonly RunRecord[];
  readonly all: readonly RunRecord[];
}

function Chosen({ tab, bar, runs }: ChosenProps) {
  switch (tab) {
    case 'curves':
      return <CurvesTab bar={bar} runs={runs} />;
    case 'tradeoff':
      return <TradeoffTab bar={bar} runs={runs} />;
    case 'settings':
      return <SettingsTab bar={bar} runs={runs} />;
    case 'outcome':
      return <OutcomeTab bar={bar} runs={runs} />;
    case 'structure':
      return <StructureTab bar={bar} runs={runs} />;
    case 'search':
      return <SearchTab bar={bar} runs={runs} />;
  }
}
