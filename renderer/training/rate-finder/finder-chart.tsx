import { useTranslation } from 'react-i18next';
import type { RateFinding } from '../../../src/engine/train/find-rate-messages.ts';
import { formatSmall } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { formatRate } from '../describe.ts';
import styles from './finder.module.css';
import { roundRate } from './round-rate.ts';

/** Of the drawing, px; it is stretched to the dialog's width, its lines are not. */
const width = 480;
const height = 180;

/** Loss against rate, the rate on a logarithmic scale, and the two rates that follow. */
export function FinderChart({ finding: { points, suggestion } }: { readonly finding: RateFinding }) {
  const { t } = useTranslation('control');
  const locale = useLocale();
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const rates = Math.log10(last.rate / first.rate) || 1;
  const smoothed = points.map((point) => point.smoothed);
  const [low, high] = [Math.min(...smoothed), Math.max(...smoothed)];
  const air = (high - low) * 0.15 || high * 0.1 || 1;
  const [bottom, top] = [Math.max(0, low - air), high + air];
  const x = (rate: number) => (Math.log10(rate / first.rate) / rates) * width;
  const y = (loss: number) => (1 - (Math.min(top, Math.max(bottom, loss)) - bottom) / (top - bottom)) * height;
  const line = (of: 'loss' | 'smoothed') =>
    points.map((point) => `${x(point.rate).toFixed(1)},${y(point[of]).toFixed(1)}`).join(' ');
  const powers = Array.from(
    { length: Math.floor(Math.log10(last.rate)) - Math.ceil(Math.log10(first.rate)) + 1 },
    (_, i) => Number(`1e${Math.ceil(Math.log10(first.rate)) + i}`),
  );
  const text = (rate: number) => formatRate(roundRate(rate), locale);
  const label = suggestion
    ? t('finder.chart', { steepest: text(suggestion.steepest), tenth: text(suggestion.tenth) })
    : t('finder.chartPlain');
  const marks = suggestion ? (['steepest', 'tenth'] as const).map((of) => [of, suggestion[of]] as const) : [];
  return (
    <figure className={styles.figure}>
      <figcaption>
        <span className={styles.smoothedKey}>{t('finder.loss')}</span>
        <span className={styles.rawKey}>{t('finder.raw')}</span>
      </figcaption>
      <div className={styles.chart} role="img" aria-label={label}>
        <div className={styles.losses} aria-hidden="true">
          <span>{formatSmall(top, locale, 2)}</span>
          <span>{formatSmall(bottom, locale, 2)}</span>
        </div>
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          {powers.map((rate) => (
            <line key={rate} x1={x(rate)} x2={x(rate)} y1={0} y2={height} className={styles.grid} />
          ))}
          {marks.map(([of, rate]) => (
            <line key={of} x1={x(rate)} x2={x(rate)} y1={0} y2={height} className={styles.mark} data-of={of} />
          ))}
          <polyline points={line('loss')} className={styles.raw} />
          <polyline points={line('smoothed')} className={styles.line} />
        </svg>
        <div className={styles.rates} aria-hidden="true">
          {powers.map((rate) => (
            <span key={rate} style={{ left: `${(x(rate) / width) * 100}%` }}>
              {formatRate(rate, locale)}
            </span>
          ))}
        </div>
      </div>
      <p className={styles.axis} aria-hidden="true">
        {t('finder.axis')}
      </p>
    </figure>
  );
}
