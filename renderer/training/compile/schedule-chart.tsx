import { useTranslation } from 'react-i18next';
import { rateCurve } from '../../../src/core/compile/learning-rate.ts';
import type { TrainingSettings } from '../../../src/core/document/schema.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { formatRate } from '../describe.ts';
import styles from './schedule.module.css';

const points = 240;
/** Of the drawing, px; it is stretched to the panel's width, its lines are not. */
const width = 320;
const height = 72;

interface ScheduleChartProps {
  readonly settings: TrainingSettings;
  readonly stepsPerEpoch: number;
}

/** The rate over the run, from the function that the trainer asks. */
export function ScheduleChart({ settings, stepsPerEpoch }: ScheduleChartProps) {
  const { t } = useTranslation('compile');
  const locale = useLocale();
  const { epochs } = settings;
  const curve = rateCurve(settings, stepsPerEpoch, points);
  const top = Math.max(...curve.map(({ rate }) => rate));
  const place = ({ x, rate }: { readonly x: number; readonly rate: number }) =>
    `${((x / epochs) * width).toFixed(1)},${((1 - (top > 0 ? rate / top : 0)) * height).toFixed(1)}`;
  const line = curve.map(place).join(' ');
  const right = curve.at(-1)?.x ?? epochs;
  const area = `0,${height} ${line} ${((right / epochs) * width).toFixed(1)},${height}`;
  const rate = (value: number) => formatRate(Number(value.toPrecision(3)), locale);
  const first = rate(curve[0]?.rate ?? 0);
  const last = rate(curve.at(-1)?.rate ?? 0);
  const label = t('schedule.chart', { first, top: rate(top), last });
  const middle = Math.floor(epochs / 2);
  return (
    <div className={styles.chart} role="img" aria-label={label} title={label}>
      <div className={styles.rates} aria-hidden="true">
        <span>{rate(top)}</span>
        <span>{rate(top / 2)}</span>
        <span>0</span>
      </div>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {[0, 0.5, 1].map((share) => (
          <line key={share} x1={0} x2={width} y1={share * height} y2={share * height} className={styles.grid} />
        ))}
        <polygon points={area} className={styles.area} />
        <polyline points={line} className={styles.line} />
      </svg>
      <div className={styles.epochs} aria-hidden="true">
        <span>0</span>
        <span>{middle > 0 && epochs % 2 === 0 ? formatFull(middle, locale) : ''}</span>
        <span>{formatFull(epochs, locale)}</span>
      </div>
    </div>
  );
}
