import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataRef } from '../../src/core/document/schema.ts';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import { useApp, useData } from '../app.ts';
import { useEngineText } from '../i18n/engine-text.ts';
import { formatFull, formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { useDataName } from '../training/describe.ts';
import { Button } from '../ui/button.tsx';
import { ClassBars } from './class-bars.tsx';
import { ColumnTable } from './column-table.tsx';
import styles from './data.module.css';
import { DataFigures } from './data-figures.tsx';
import { Findings } from './findings.tsx';
import { SampleBrowser } from './sample-browser.tsx';
import { SkippedFiles } from './skipped-files.tsx';
import { useSurvey } from './use-survey.ts';

/** What the network is trained on: how many of each, what they look like, and what is wrong with them. */
export function DataPage() {
  const { t } = useTranslation('data');
  const { training } = useApp();
  const engineText = useEngineText();
  const locale = useLocale();
  const data = useData((state) => state);
  useEffect(() => void training.loadData(), [training]);
  if (data.state === 'ready') return <Whole key={data.dataset.id} dataset={data.dataset} source={data.ref} />;
  return (
    <div className={styles.empty}>
      {data.state === 'failed' ? (
        <>
          <p role="alert">{engineText(data.message)}</p>
          <Button onClick={() => void training.loadData()}>{t('retry')}</Button>
        </>
      ) : data.state === 'loading' && data.total > 0 ? (
        <p role="status">
          {t('loading', { done: formatFull(data.done, locale), total: formatFull(data.total, locale) })}
        </p>
      ) : (
        <p>{t(data.state === 'loading' ? 'opening' : 'none')}</p>
      )}
    </div>
  );
}

function Whole({ dataset, source }: { readonly dataset: Dataset; readonly source: DataRef }) {
  const { t } = useTranslation('data');
  const engineText = useEngineText();
  const locale = useLocale();
  const name = useDataName();
  const surveying = useSurvey(dataset);
  const survey = surveying.state === 'done' ? surveying.survey : null;
  return (
    <div className={styles.view}>
      <header className={styles.head}>
        <h2>{name(source)}</h2>
        <span>{t(`task.${dataset.task}`)}</span>
        {surveying.state === 'running' ? (
          <span role="status">{t('looking', { share: formatPercent(surveying.done, locale, 0) })}</span>
        ) : null}
        {surveying.state === 'failed' ? <span role="alert">{engineText(surveying.message)}</span> : null}
      </header>
      <DataFigures dataset={dataset} survey={survey} />
      <div className={styles.columns}>
        <div>
          <ClassBars dataset={dataset} survey={survey} />
        </div>
        <div>
          <Findings dataset={dataset} survey={survey} />
          <ColumnTable dataset={dataset} survey={survey} />
          <SkippedFiles skipped={dataset.skipped} />
        </div>
      </div>
      <SampleBrowser dataset={dataset} />
    </div>
  );
}
