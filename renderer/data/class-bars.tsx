import { useTranslation } from 'react-i18next';
import { largest } from '../../src/core/math/extremes.ts';
import { type Dataset, pictureShape } from '../../src/engine/data/dataset.ts';
import type { Survey } from '../../src/engine/survey/report.ts';
import { useApp } from '../app.ts';
import { formatFull, formatSignificant } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { useSetTraining, useSettings } from '../training/compile/use-settings.ts';
import { PictureCanvas } from '../training/picture-canvas.tsx';
import { pictureOf } from '../training/pixels.ts';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/layout.tsx';
import { balanceOf, unevenFrom } from './balance.ts';
import styles from './data.module.css';
import { sampleFilter } from './filter.ts';

interface Props {
  readonly dataset: Dataset;
  readonly survey: Survey | null;
}

/** How many of each class train, validate and test, and its mean picture. */
export function ClassBars({ dataset, survey }: Props) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const { ui } = useApp();
  if (!survey || dataset.classes.length === 0) return null;
  const { train, validation, test } = survey.splits;
  const sums = dataset.classes.map(
    (_, i) => (train.perClass[i] ?? 0) + (validation.perClass[i] ?? 0) + (test.perClass[i] ?? 0),
  );
  const most = Math.max(1, largest(sums));
  const shape = pictureShape(dataset.sampleShape);
  return (
    <Section title={t(dataset.task === 'segmentation' ? 'pixelsPerClass' : 'perClass')} aside={<Legend />}>
      <ul className={styles.bars}>
        {dataset.classes.map((name, label) => (
          <li key={name}>
            <button
              type="button"
              onClick={() => sampleFilter(ui).setState({ label, page: 0 })}
              title={t('showClass', { name })}
            >
              {shape && survey.meanPictures[label] ? (
                <PictureCanvas
                  picture={pictureOf(survey.meanPictures[label], shape[1], shape[0], shape[2])}
                  className={styles.mean}
                  label={t('mean', { name })}
                />
              ) : null}
              <b>{name}</b>
              <span className={styles.bar}>
                {([train, validation, test] as const).map((split, i) => (
                  <i
                    key={kinds[i]}
                    data-split={kinds[i]}
                    style={{ width: `${(100 * (split.perClass[label] ?? 0)) / most}%` }}
                  />
                ))}
              </span>
              <output>
                {t('counts', {
                  train: formatFull(train.perClass[label] ?? 0, locale),
                  validation: formatFull(validation.perClass[label] ?? 0, locale),
                  test: formatFull(test.perClass[label] ?? 0, locale),
                })}
              </output>
            </button>
          </li>
        ))}
      </ul>
      <Uneven dataset={dataset} survey={survey} />
    </Section>
  );
}

const kinds = ['train', 'validation', 'test'] as const;

function Legend() {
  const { t } = useTranslation('data');
  return (
    <span className={styles.legend}>
      {kinds.map((kind) => (
        <span key={kind}>
          <i data-split={kind} />
          {t(`split.${kind}`)}
        </span>
      ))}
    </span>
  );
}

/** Says so where classes are far from even, with what helps. */
function Uneven({ dataset, survey }: { readonly dataset: Dataset; readonly survey: Survey }) {
  const { t } = useTranslation('data');
  const locale = useLocale();
  const { classWeights } = useSettings();
  const setTraining = useSetTraining();
  const balance = balanceOf(survey);
  if (!balance || balance.ratio < unevenFrom || dataset.task !== 'oneLabel') return null;
  const balanced = classWeights.kind !== 'none';
  return (
    <div className={styles.finding} data-tone="warn">
      <p>
        {Number.isFinite(balance.ratio)
          ? t('uneven', { ratio: formatSignificant(balance.ratio, 2, locale) })
          : t('emptyClass')}
      </p>
      {balanced ? (
        <span>{t('weighted')}</span>
      ) : (
        <Button size="small" onClick={() => setTraining(t('balance'), { classWeights: { kind: 'balanced' } })}>
          {t('balance')}
        </Button>
      )}
    </div>
  );
}
