import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import { SearchPanel } from '../search/search-panel.tsx';
import { TabPanel, Tabs } from '../ui/choice.tsx';
import { RunDetails } from './run-details.tsx';
import styles from './runs.module.css';
import { runsViewOf, useRunsView } from './view-state.ts';

const panels = ['run', 'search'] as const;

/** Right of the table: the run that is shown, or the search. */
export function RunsRight() {
  const { t } = useTranslation('runs');
  const view = runsViewOf(useApp());
  const panel = useRunsView((state) => state.panel);
  const tabs = panels.map((value) => ({ value, label: t(`panels.${value}`) }));
  return (
    <Tabs
      label={t('panels.label')}
      value={panel}
      tabs={tabs}
      onChange={(value) => view.setState({ panel: value })}
      className={styles.panel ?? ''}
    >
      <TabPanel value="run" className={styles.panelTab}>
        <RunDetails />
      </TabPanel>
      <TabPanel value="search" className={styles.panelTab}>
        <SearchPanel />
      </TabPanel>
    </Tabs>
  );
}
