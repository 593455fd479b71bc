import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { TabPanel, Tabs } from '../ui/choice.tsx';
import { Blocks } from './blocks.tsx';
import { Outline } from './outline.tsx';
import styles from './palette.module.css';
import { Patterns } from './patterns.tsx';
import { Rail } from './rail.tsx';

const tabs = ['blocks', 'patterns', 'outline'] as const;
type Tab = (typeof tabs)[number];

/** Left panel of Define: blocks and patterns to add, and the list of layers. A rail where the window is narrow. */
export function Palette() {
  const { t } = useTranslation('define');
  const [tab, setTab] = useState<Tab>('blocks');
  if (useNarrow()) return <Rail />;
  return (
    <div className={styles.palette}>
      <Tabs
        label={t('palette.tabs')}
        value={tab}
        tabs={tabs.map((value) => ({ value, label: t(`palette.${value}`) }))}
        onChange={setTab}
        className={styles.tabs ?? ''}
      >
        <TabPanel value="blocks" className={styles.panel}>
          <Blocks />
        </TabPanel>
        <TabPanel value="patterns" className={styles.panel}>
          <Patterns />
        </TabPanel>
        <TabPanel value="outline" className={styles.panel}>
          <Outline />
        </TabPanel>
      </Tabs>
    </div>
  );
}

const narrow = '(max-width: 1359px)';

function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(narrow);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => matchMedia(narrow).matches,
  );
}
