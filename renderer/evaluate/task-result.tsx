import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { decision, likeliest } from '../../src/core/predictions/answer.ts';
import { type Dataset, pictureShape } from '../../src/engine/data/dataset.ts';
import { formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import type { PredictInput } from '../store/session.ts';
import { PictureCanvas } from '../training/picture-canvas.tsx';
import { Chip } from '../ui/layout.tsx';
import evaluate from './evaluate.module.css';
import { inputPicture } from './inputs.ts';
import { MaskPicture, toneOf } from './mask-picture.tsx';
import styles from './predict.module.css';
import { number } from './stat-row.tsx';

interface Props {
  readonly output: Float32Array;
  readonly dataset: Dataset;
  readonly input: PredictInput;
}

/** The labels that hold, then how probable each is. */
export function LabelsResult({ output, dataset, input }: Props) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const { classes } = dataset;
  const held = classes.filter((_, label) => (output[label] ?? 0) > decision);
  const truth = labelsOfSample(dataset, input);
  return (
    <>
      <div className={styles.answer} role="status">
        <strong data-long>{held.length === 0 ? t('predict.noLabel') : held.join(', ')}</strong>
        {truth === null ? null : (
          <span>
            <Chip tone={held.join() === truth.join() ? 'ok' : 'err'}>
              {t('predict.truth', { value: truth.length === 0 ? '—' : truth.join(', ') })}
            </Chip>
          </span>
        )}
      </div>
      <ul className={styles.bars} aria-label={t('predict.probabilities')} data-named>
        {classes.map((name, label) => (
          <li key={name} data-top={(output[label] ?? 0) > decision || undefined}>
            <b title={name}>{name}</b>
            <i>
              <span style={{ width: `${(output[label] ?? 0) * 100}%` }} />
            </i>
            <em>{formatPercent(output[label] ?? 0, locale)}</em>
          </li>
        ))}
      </ul>
    </>
  );
}

function labelsOfSample({ classes, splits }: Dataset, input: PredictInput): readonly string[] | null {
  if (input.source !== 'sample') return null;
  const { targets } = splits[input.split];
  if (targets.kind !== 'manyLabels') return null;
  return classes.filter((_, label) => targets.values[input.index * classes.length + label] === 1);
}

/** Each number that is predicted, beside the right one where it is known. */
export function NumbersResult({ output, dataset, input }: Props) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const { targets } = dataset.splits.train;
  const names = targets.kind === 'values' ? targets.names : [];
  const own = input.source === 'sample' ? dataset.splits[input.split].targets : null;
  return (
    <dl className={styles.numbers} aria-live="polite">
      {names.map((name, i) => {
        const truth =
          own?.kind === 'values' && input.source === 'sample' ? own.values[input.index * names.length + i] : undefined;
        return (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {number(output[i] ?? Number.NaN, locale)}
              {truth === undefined ? null : <small>{t('predict.truth', { value: number(truth, locale) })}</small>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** The predicted mask over the picture, and the share of each class. */
export function MaskResult({ output, dataset, input }: Props) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const { classes, sampleShape } = dataset;
  const [height, width] = pictureShape(sampleShape) ?? [1, 1];
  const mask = useMemo(() => likeliest(output, height * width), [output, height, width]);
  const picture = useMemo(() => inputPicture(input), [input]);
  const counts = classes.map((_, label) => mask.reduce((sum, one) => sum + Number(one === label), 0));
  return (
    <>
      <span className={`${evaluate.overlaid} ${styles.masked}`} role="status" aria-label={t('masks.views.predicted')}>
        <PictureCanvas picture={picture} />
        <MaskPicture
          example={{ wanted: mask, predicted: mask }}
          size={[height, width]}
          view="predicted"
          opacity={0.6}
        />
      </span>
      <ul className={styles.bars} aria-label={t('masks.share')} data-named>
        {classes.map((name, label) => {
          const share = (counts[label] ?? 0) / Math.max(1, mask.length);
          return (
            <li key={name}>
              <b title={name}>
                <i className={evaluate.swatch} style={{ background: toneOf(label) }} />
                {name}
              </b>
              <i>
                <span style={{ width: `${share * 100}%` }} />
              </i>
              <em>{formatPercent(share, locale)}</em>
            </li>
          );
        })}
      </ul>
    </>
  );
}
