import { useTranslation } from 'react-i18next';
import type { DataRef } from '../../../src/core/document/schema.ts';
import type { Dataset } from '../../../src/engine/data/dataset.ts';
import { useApp, useData } from '../../app.ts';
import { useEngineText } from '../../i18n/engine-text.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { baseName } from '../../shell/paths.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/choice.tsx';
import { Row, Section } from '../../ui/layout.tsx';
import panel from '../training.module.css';
import { ClassSamples } from './class-samples.tsx';
import styles from './compile.module.css';
import { type DataChoice, useChooseData } from './use-choose-data.ts';
import { useSettings } from './use-settings.ts';

const choiceOf = (ref: DataRef): DataChoice => (ref.source === 'embedded' ? ref.id : ref.source);

/** Which images train the network: a choice, samples of each class, how many there are, and whose they are. */
export function DataSection() {
  const { t } = useTranslation('compile');
  const { data: ref } = useSettings();
  const choose = useChooseData();
  const labels: Readonly<Record<DataChoice, string>> = {
    digits: t('data.digits'),
    'fashion-mnist': t('data.fashion'),
    idx: ref.source === 'idx' ? t('data.chosenIdx', { name: baseName(ref.images) }) : t('data.idx'),
    folder:
      ref.source === 'folder' && ref.path !== ''
        ? t('data.chosenFolder', { name: baseName(ref.path) })
        : t('data.folder'),
  };
  const choices = (['digits', 'fashion-mnist', 'idx', 'folder'] as const).map((value) => ({
    value,
    label: labels[value],
  }));
  return (
    <Section title={t('data.title')}>
      <Row label={t('data.source')} htmlFor="data-source">
        <Select id="data-source" label={t('data.source')} value={choiceOf(ref)} choices={choices} onChange={choose} />
        {ref.source === 'embedded' ? null : (
          <Button size="small" onClick={() => choose(ref.source)}>
            {t('data.change')}
          </Button>
        )}
      </Row>
      {ref.source === 'folder' && ref.path === '' ? <p className={panel.note}>{t('data.noFolder')}</p> : <DataState />}
    </Section>
  );
}

function DataState() {
  const { t } = useTranslation('compile');
  const locale = useLocale();
  const { training } = useApp();
  const engineText = useEngineText();
  const data = useData((state) => state);
  if (data.state === 'ready') return <DatasetFacts dataset={data.dataset} />;
  if (data.state === 'failed') {
    return (
      <div className={panel.notice} data-tone="err" role="alert">
        <p>
          {t('data.failed')} {engineText(data.message)}
        </p>
        <Button size="small" onClick={() => void training.loadData()}>
          {t('data.retry')}
        </Button>
      </div>
    );
  }
  const counted = data.state === 'loading' && data.total > 0;
  return counted ? (
    <p className={panel.note}>
      {t('data.loading', { done: formatFull(data.done, locale), total: formatFull(data.total, locale) })}
    </p>
  ) : (
    <div className={styles.skeleton} aria-hidden="true" />
  );
}

/** What a data set holds and whose it is; `complete` wraps long lines instead of cutting them. */
export function DatasetFacts({
  dataset,
  complete = false,
}: {
  readonly dataset: Dataset;
  readonly complete?: boolean;
}) {
  const { t } = useTranslation('compile');
  const locale = useLocale();
  const { train, validation, test } = dataset.splits;
  const [first] = dataset.skipped;
  const cut = complete ? panel.note : `${panel.note} ${styles.cut}`;
  return (
    <>
      <ClassSamples dataset={dataset} />
      <p className={panel.note}>
        {t('data.counts', {
          train: formatFull(train.count, locale),
          validation: formatFull(validation.count, locale),
          test: formatFull(test.count, locale),
        })}
      </p>
      <p className={cut} title={dataset.classes.join(', ')}>
        {dataset.sampleShape.join('×')} ·{' '}
        {t('data.classes', { count: dataset.classes.length, names: dataset.classes.join(', ') })}
      </p>
      <p className={cut} title={dataset.attribution}>
        {dataset.attribution}
      </p>
      <p className={cut} title={dataset.licence}>
        {t('data.licence', { name: dataset.licence })}
      </p>
      {first ? (
        <p className={panel.note}>
          {t('data.skipped', { count: dataset.skipped.length, first: `${baseName(first.path)}, ${first.reason}` })}
        </p>
      ) : null}
    </>
  );
}
