import { useTranslation } from 'react-i18next';
import type { OneLabelEvaluation as Evaluation } from '../../src/engine/inspect/evaluation.ts';
import { formatFull, formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import styles from './curves.module.css';
import { plotSide, UnitAxes } from './unit-plot.tsx';

/** How often answers of each confidence are right: on the diagonal, 80 % sure means right four times in five. */
export function CalibrationDiagram({ evaluation }: { readonly evaluation: Evaluation }) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const { calibration, calibrationError } = evaluation;
  const width = plotSide / calibration.length;
  const figure = t('curves.calibrationError', { value: formatPercent(calibrationError, locale) });
  return (
    <figure className={styles.plot}>
      <figcaption>
        {t('curves.calibration')} <b>{figure}</b>
      </figcaption>
      <UnitAxes across={t('curves.confidence')} up={t('curves.right')} label={`${t('curves.calibration')}. ${figure}`}>
        {calibration.map(({ count, confidence, accuracy }, i) =>
          count === 0 ? null : (
            <rect
              key={confidence}
              className={styles.bin}
              x={i * width + 1}
              width={width - 2}
              y={plotSide * (1 - accuracy)}
              height={plotSide * accuracy}
            >
              <title>
                {t('curves.bin', {
                  count,
                  number: formatFull(count, locale),
                  confidence: formatPercent(confidence, locale),
                  accuracy: formatPercent(accuracy, locale),
                })}
              </title>
            </rect>
          ),
        )}
        <path className={styles.guess} d={`M0 ${plotSide}L${plotSide} 0`} />
      </UnitAxes>
    </figure>
  );
}
