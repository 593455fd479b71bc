import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Dataset } from '../../src/engine/data/dataset.ts';
import type { MaskExample, SegmentationEvaluation } from '../../src/engine/inspect/evaluation.ts';
import { useApp, useSession } from '../app.ts';
import { formatDecimals, formatFull, formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { SamplePicture } from '../training/sample-picture.tsx';
import { Segmented } from '../ui/choice.tsx';
import styles from './evaluate.module.css';
import { sampleInput } from './inputs.ts';
import { MaskPicture, type MaskView, maskViews, toneOf } from './mask-picture.tsx';

interface Props {
  readonly evaluation: SegmentationEvaluation;
  readonly dataset: Dataset;
}

/** Each class of pixels, and the pictures whose masks were met worst. */
export function MaskFiguresView({ evaluation, dataset }: Props) {
  return (
    <>
      <RegionTable evaluation={evaluation} classes={dataset.classes} />
      <MaskGallery evaluation={evaluation} dataset={dataset} />
    </>
  );
}

function RegionTable({
  evaluation,
  classes,
}: {
  readonly evaluation: SegmentationEvaluation;
  readonly classes: readonly string[];
}) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const { perClass, confusion } = evaluation;
  const pixels = perClass.reduce((sum, { support }) => sum + support, 0);
  const percent = (value: number | null) => (value === null ? '—' : formatDecimals(value * 100, 1, locale));
  const lowest = Math.min(...perClass.map(({ iou }) => iou ?? 1));
  return (
    <section className={styles.block}>
      <div className={styles.heading}>
        <h3>{t('perClass.title')}</h3>
      </div>
      <table className={styles.table} aria-label={t('perClass.title')}>
        <thead>
          <tr>
            <th scope="col">{t('perClass.class')}</th>
            <th scope="col">{t('masks.share')}</th>
            <th scope="col">{t('masks.iou')}</th>
            <th scope="col">{t('masks.dice')}</th>
            <th scope="col">{t('perClass.precision')}</th>
            <th scope="col">{t('perClass.recall')}</th>
            <th scope="col">{t('masks.takenFor')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {perClass.map(({ iou, dice, precision, recall, support }, label) => {
            const taken = mostTakenFor(confusion[label] ?? [], label);
            return (
              <tr key={classes[label]}>
                <th scope="row">
                  <i className={styles.swatch} style={{ background: toneOf(label) }} />
                  {classes[label]}
                </th>
                <td>{percent(support / Math.max(1, pixels))}</td>
                <td>
                  <b>{percent(iou)}</b>
                </td>
                <td>{percent(dice)}</td>
                <td>{percent(precision)}</td>
                <td>{percent(recall)}</td>
                <td>
                  {taken === null
                    ? '—'
                    : `${classes[taken.said] ?? ''} ${percent(taken.pixels / Math.max(1, support))}`}
                </td>
                <td>
                  <span className={styles.bar} data-low={(iou === lowest && lowest < 1) || undefined}>
                    <i style={{ width: `${(iou ?? 0) * 100}%` }} />
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

/** The other class that most pixels of one were taken for. */
function mostTakenFor(row: readonly number[], label: number) {
  const others = row
    .map((pixels, said) => ({ said, pixels }))
    .filter(({ said, pixels }) => said !== label && pixels > 0);
  return others.toSorted((a, b) => b.pixels - a.pixels)[0] ?? null;
}

function MaskGallery({ evaluation, dataset }: Props) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const [view, setView] = useState<MaskView>('predicted');
  const [opacity, setOpacity] = useState(60);
  return (
    <section className={styles.mistakes} aria-label={t('worst.masks')}>
      <div className={styles.heading}>
        <h3>{t('worst.masks')}</h3>
        <Segmented
          label={t('masks.view')}
          value={view}
          choices={maskViews.map((value) => ({ value, label: t(`masks.views.${value}`) }))}
          onChange={setView}
        />
        <label className={styles.threshold}>
          {t('masks.opacity')}
          <input
            type="range"
            min={0}
            max={100}
            value={opacity}
            onChange={(event) => setOpacity(event.currentTarget.valueAsNumber)}
          />
          <output>{formatPercent(opacity / 100, locale, 0)}</output>
        </label>
      </div>
      <ul className={styles.gallery} data-large>
        {evaluation.worst.map((example) => (
          <li key={example.index}>
            <MaskCard {...{ example, evaluation, dataset, view, opacity }} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface CardProps extends Props {
  readonly example: MaskExample;
  readonly view: MaskView;
  readonly opacity: number;
}

function MaskCard({ example, evaluation, dataset, view, opacity }: CardProps) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const { training } = useApp();
  const { index, meanIoU } = example;
  const { split, size } = evaluation;
  const pressed = useSession(
    ({ input }) => input?.source === 'sample' && input.index === index && input.split === split,
  );
  const iou = formatPercent(meanIoU, locale, 0);
  return (
    <button
      type="button"
      className={styles.mistake}
      aria-pressed={pressed}
      aria-label={`${t('worst.sample', { number: formatFull(index + 1, locale) })}: ${t('masks.iou')} ${iou}`}
      onClick={() => void sampleInput(dataset, split, index).then(training.predict)}
    >
      <span className={styles.overlaid}>
        <SamplePicture dataset={dataset} split={split} index={index} />
        <MaskPicture example={example} size={size} view={view} opacity={opacity / 100} />
      </span>
      <span>
        {t('worst.sample', { number: formatFull(index + 1, locale) })} <em>{iou}</em>
      </span>
    </button>
  );
}
