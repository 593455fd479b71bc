import { RotateCcw } from 'lucide-react';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngineText } from '../i18n/engine-text.ts';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/choice.tsx';
import styles from './inspect.module.css';
import { MapsTab } from './maps-tab.tsx';
import { MomentBar } from './moment-bar.tsx';
import { tabs } from './session.ts';
import { useInspect, useInspecting } from './use-inspect.ts';

const WindowTab = lazy(async () => ({ default: (await import('./window-tab.tsx')).WindowTab }));
const IdealTab = lazy(async () => ({ default: (await import('./ideal-tab.tsx')).IdealTab }));
const EvidenceTab = lazy(async () => ({ default: (await import('./evidence-tab.tsx')).EvidenceTab }));
const ShiftTab = lazy(async () => ({ default: (await import('./shift-tab.tsx')).ShiftTab }));

const contents = { maps: MapsTab, window: WindowTab, ideal: IdealTab, evidence: EvidenceTab, shift: ShiftTab };

/** The middle of Inspect: what a layer makes of an image, at a chosen moment of the training. */
export function InspectView() {
  const { t } = useTranslation('inspect');
  const inspecting = useInspecting();
  const tab = useInspect((state) => state.tab);
  const seen = useInspect((state) => state.seen !== null);
  const Content = contents[tab];
  useEffect(() => inspecting.mount(), [inspecting]);
  return (
    <section className={styles.view} aria-label={t('label')}>
      <div className={styles.bar}>
        <Segmented
          label={t('tabs.label')}
          value={tab}
          choices={tabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
          onChange={inspecting.setTab}
        />
        <MomentBar />
      </div>
      {seen ? (
        <div className={styles.content}>
          <Suspense fallback={<p className={styles.empty}>{t('opening')}</p>}>
            <Content />
          </Suspense>
        </div>
      ) : (
        <Nothing />
      )}
    </section>
  );
}

/** Why there is nothing to see yet, with the way there. */
function Nothing() {
  const { t } = useTranslation('inspect');
  const engineText = useEngineText();
  const inspecting = useInspecting();
  const problem = useInspect((state) => state.problem);
  if (!problem) return <p className={styles.empty}>{t('opening')}</p>;
  const text = problem.kind === 'failed' ? engineText(problem.message) : t(`problems.${problem.kind}`);
  return (
    <div className={styles.empty} role="status">
      <p>{text}</p>
      <Button icon={<RotateCcw size={13} />} onClick={inspecting.again}>
        {t('again')}
      </Button>
    </div>
  );
}
