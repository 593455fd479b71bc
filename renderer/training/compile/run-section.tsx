import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type MetricName, measures, metricNames } from '../../../src/core/document/tasks.ts';
import type { Dataset } from '../../../src/engine/data/dataset.ts';
import { stepsOf } from '../../../src/engine/train/epoch-steps.ts';
import { useAnalysis } from '../../app.ts';
import { formatBytes, formatFull, formatPercent } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { NumberField } from '../../ui/fields.tsx';
import { Row, Section } from '../../ui/layout.tsx';
import { Tip } from '../../ui/tooltip.tsx';
import panel from '../training.module.css';
import styles from './compile.module.css';
import { Lockable } from './lockable.tsx';
import { LogsRow } from './logs-row.tsx';
import { useSetTraining, useSettings } from './use-settings.ts';

export function MetricsSection({ dataset }: { readonly dataset: Dataset | null }) {
  const { t } = useTranslation('compile');
  const { metrics, topK } = useSettings();
  const task = dataset?.task ?? 'oneLabel';
  const offered = metricNames.filter((name) => measures(name, task));
  const setTraining = useSetTraining();
  const toggle = (name: MetricName) =>
    setTraining(t('metrics.title'), {
      metrics: metricNames.filter((other) => (other === name ? !metrics.includes(name) : metrics.includes(other))),
    });
  return (
    <Section title={t('metrics.title')}>
      <div className={styles.fixes}>
        {offered.map((name) => (
          <button
            key={name}
            type="button"
            className={styles.metric}
            aria-pressed={metrics.includes(name)}
            onClick={() => toggle(name)}
          >
            {metrics.includes(name) ? <Check size={11} /> : null}
            {t(`metrics.${name}`)}
          </button>
        ))}
      </div>
      {metrics.includes('topKAccuracy') && measures('topKAccuracy', task) ? (
        <Row label={t('metrics.topK')} htmlFor="top-k">
          <NumberField
            id="top-k"
            label={t('metrics.topK')}
            value={topK}
            integer
            min={1}
            max={1000}
            onChange={(value) => setTraining(t('metrics.topK'), { topK: value })}
          />
        </Row>
      ) : null}
    </Section>
  );
}

/** How long and in which portions: batch, epochs, what is held out, and the seed of every random choice. */
export function RunSection({ dataset }: { readonly dataset: Dataset | null }) {
  const { t } = useTranslation('compile');
  const { batchSize, epochs, seed } = useSettings();
  const setTraining = useSetTraining();
  return (
    <Section title={t('run.title')}>
      <Row label={t('run.batch')} htmlFor="batch-size">
        <NumberField
          id="batch-size"
          label={t('run.batch')}
          value={batchSize}
          integer
          min={1}
          max={65_536}
          onChange={(value) => setTraining(t('run.batch'), { batchSize: value })}
        />
        <span className={styles.pair}>
          <label htmlFor="epochs">{t('run.epochs')}</label>
          <NumberField
            id="epochs"
            label={t('run.epochs')}
            value={epochs}
            integer
            min={1}
            max={100_000}
            onChange={(value) => setTraining(t('run.epochs'), { epochs: value })}
          />
        </span>
      </Row>
      <Lockable of="validationShare">
        <Validation dataset={dataset} />
      </Lockable>
      <Lockable of="seed">
        <Row label={t('run.seed')} htmlFor="seed">
          <NumberField
            id="seed"
            label={t('run.seed')}
            value={seed}
            integer
            min={0}
            max={2 ** 31 - 1}
            onChange={(value) => setTraining(t('run.seed'), { seed: value })}
          />
        </Row>
        <LogsRow />
      </Lockable>
    </Section>
  );
}

function Validation({ dataset }: { readonly dataset: Dataset | null }) {
  const { t } = useTranslation('compile');
  const locale = useLocale();
  const { validationShare, batchSize } = useSettings();
  const setTraining = useSetTraining();
  const own = dataset?.splits.validation.count ?? 0;
  if (own > 0) {
    return (
      <Row label={t('run.validation')}>
        <Tip text={t('run.ownValidationHint')}>
          <output className={panel.note} aria-label={t('run.validationShare')}>
            {t('run.ownValidation', { count: own, number: formatFull(own, locale) })}
          </output>
        </Tip>
      </Row>
    );
  }
  const held = dataset ? stepsOf(dataset, { validationShare, batchSize }).heldOut : null;
  return (
    <Row label={t('run.validation')} htmlFor="validation-share">
      <NumberField
        id="validation-share"
        label={t('run.validationShare')}
        value={validationShare}
        min={0}
        max={0.9}
        step={0.05}
        unit={
          held === null
            ? formatPercent(validationShare, locale, 0)
            : t('run.heldOut', { count: held, number: formatFull(held, locale) })
        }
        onChange={(value) => setTraining(t('run.validationShare'), { validationShare: value })}
      />
    </Row>
  );
}

/** What these settings come to: steps, and the memory that one batch takes. */
export function RunFigures({ dataset }: { readonly dataset: Dataset | null }) {
  const { t } = useTranslation('compile');
  const locale = useLocale();
  const { validationShare, batchSize, epochs } = useSettings();
  const activations = useAnalysis(({ analysis }) => analysis.totals.activationBytes);
  const steps = dataset ? stepsOf(dataset, { validationShare, batchSize }).stepsPerEpoch : null;
  return (
    <p className={`${panel.note} ${styles.figures}`}>
      {steps === null ? null : (
        <>
          <span>{t('run.stepsPerEpoch', { count: steps })}</span>
          <span>{t('run.stepsInAll', { value: formatFull(steps * epochs, locale) })}</span>
        </>
      )}
      <span>{t('run.activations', { value: formatBytes(activations * batchSize, locale) })}</span>
    </p>
  );
}
