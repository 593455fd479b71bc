import { ListPlus, Play, SlidersHorizontal, WandSparkles } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../src/core/problems/problem.ts';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import { TrainingCostSection } from '../analysis/training-cost.tsx';
import { WillItFit } from '../analysis/will-it-fit.tsx';
import { useAnalysis, useApp, useData, useDocument } from '../app.ts';
import { KeyHint } from '../keys/key-hint.tsx';
import { Button, IconButton } from '../ui/button.tsx';
import { Chip } from '../ui/layout.tsx';
import { Tip } from '../ui/tooltip.tsx';
import { AugmentSection } from './augment/augment-section.tsx';
import { CareSection } from './compile/care-section.tsx';
import { DataSection } from './compile/data-section.tsx';
import { LossSection } from './compile/loss-section.tsx';
import { OptimizerSection } from './compile/optimizer-section.tsx';
import { ProblemCards } from './compile/problem-cards.tsx';
import { MetricsSection, RunFigures, RunSection } from './compile/run-section.tsx';
import { ScheduleSection } from './compile/schedule-section.tsx';
import { StartSection } from './compile/start-section.tsx';
import { trainingProblems } from './compiled.ts';
import { ForkBanner, useForkIsShort } from './control/fork-banner.tsx';
import { TimeSection } from './forecast/time-section.tsx';
import styles from './training.module.css';
import { useActiveRunId } from './use-runs.ts';

/** How the network learns: images, loss, optimizer, run. Says what must be changed first, with the changes. */
export function CompilePanel() {
  const { t } = useTranslation('compile');
  const { training } = useApp();
  const dataset = useReadyDataset();
  const problems = useTrainingProblems(dataset);
  useEffect(() => {
    void training.loadData();
  }, [training]);
  useEffect(() => {
    if (dataset) training.suggestUnlessChosen(t('suggest'));
  }, [training, dataset, t]);
  return (
    <section className={styles.panel} aria-label={t('title')}>
      <Header problems={problems} checked={dataset !== null} />
      <div className={styles.scroll}>
        <ForkBanner />
        <ProblemCards problems={problems} />
        <DataSection />
        <AugmentSection dataset={dataset} />
        <LossSection dataset={dataset} />
        <StartSection />
        <OptimizerSection />
        <ScheduleSection dataset={dataset} />
        <CareSection dataset={dataset} />
        <MetricsSection dataset={dataset} />
        <RunSection dataset={dataset} />
        <WillItFit />
        <TimeSection dataset={dataset} ready={!problems.some(isError)} />
        <TrainingCostSection dataset={dataset} />
      </div>
      <StartButton blocked={problems.some(isError)} dataset={dataset} />
    </section>
  );
}

const isError = ({ severity }: Problem): boolean => severity === 'error';

const useReadyDataset = (): Dataset | null => useData((data) => (data.state === 'ready' ? data.dataset : null));

function useTrainingProblems(dataset: Dataset | null): readonly Problem[] {
  const document = useDocument((state) => state.document);
  const analysis = useAnalysis((state) => state.analysis);
  return useMemo(() => trainingProblems(document, analysis, dataset), [document, analysis, dataset]);
}

function Header({ problems, checked }: { readonly problems: readonly Problem[]; readonly checked: boolean }) {
  const { t } = useTranslation('compile');
  const { training } = useApp();
  const reading = useData(({ state }) => state === 'loading');
  const errors = problems.filter(isError).length;
  return (
    <header className={styles.head}>
      <span className={styles.headTile}>
        <SlidersHorizontal size={16} />
      </span>
      <div className={styles.grow}>
        <h2>{t('title')}</h2>
        <p>{t('subtitle')}</p>
      </div>
      <IconButton label={`${t('suggest')}. ${t('suggestHint')}`} onClick={() => training.suggest(t('suggest'))}>
        <WandSparkles size={15} />
      </IconButton>
      {errors > 0 ? (
        <Chip tone="err">{t('toFix', { count: errors })}</Chip>
      ) : (
        <Chip tone={checked ? 'ok' : 'neutral'}>{t(checked ? 'valid' : reading ? 'checking' : 'noData')}</Chip>
      )}
    </header>
  );
}

function StartButton({ blocked, dataset }: { readonly blocked: boolean; readonly dataset: Dataset | null }) {
  const { t } = useTranslation(['compile', 'control']);
  const { training, ui } = useApp();
  const active = useActiveRunId() !== null;
  const short = useForkIsShort();
  const stopped = blocked || short;
  const button = active ? (
    <Button
      size="large"
      icon={<ListPlus size={14} />}
      disabled={stopped}
      onClick={() => void training.enqueue().then((refused) => refused === null && ui.setState({ step: 'train' }))}
    >
      {t('control:queue.add')}
    </Button>
  ) : (
    <Button
      look="primary"
      size="large"
      icon={<Play size={13} />}
      disabled={stopped}
      onClick={() => void training.start()}
    >
      {t('compile:run.start')}
      <KeyHint of="run" />
    </Button>
  );
  return (
    <footer className={styles.foot}>
      <RunFigures dataset={dataset} />
      {blocked ? (
        <Tip text={t('compile:problems')} side="top">
          {/* A disabled button gets no pointer events; the reason hangs on what surrounds it. */}
          <span>{button}</span>
        </Tip>
      ) : (
        button
      )}
    </footer>
  );
}
