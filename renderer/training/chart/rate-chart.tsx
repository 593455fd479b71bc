import { useTranslation } from 'react-i18next';
import { rateCurve } from '../../../src/core/compile/learning-rate.ts';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { useApp, useRuns } from '../../app.ts';
import { formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { formatRate } from '../describe.ts';
import styles from './rate-chart.module.css';

/** Of the drawing, px; it is stretched to the panel's width, its lines are not. */
const width = 320;
const height = 44;
const mostPoints = 240;
/** Batches between two drawings. */
const drawEvery = 8;

interface RateChartProps {
  readonly run: RunRecord;
  /** Epochs done, as a fraction; `null` when the run is over. */
  readonly progress: number | null;
}

interface Point {
  readonly x: number;
  readonly rate: number;
}

/** The learning rate as it was, step by step, and as the schedule will have it; marks where settings were changed. */
export function RateChart({ run, progress }: RateChartProps) {
  const { t } = useTranslation('control');
  const locale = useLocale();
  const { runs } = useApp();
  useRuns(({ revision }) => Math.floor(revision / drawEvery));
  const { settings, changes = [], stepsPerEpoch } = run;
  const { xs, ys } = runs.curves(run.id).rate;
  const done = xs.length > 1 ? thin(xs, ys) : ofEpochs(run);
  const { schedule } = settings;
  const known = progress !== null && stepsPerEpoch !== undefined && schedule.kind !== 'plateau';
  const ahead = known ? rateCurve(settings, stepsPerEpoch, mostPoints).filter(({ x }) => x >= progress) : [];
  const end = done.at(-1);
  const now = end?.rate ?? null;
  if (now === null && ahead.length === 0) return null;
  const epochs = Math.max(settings.epochs, run.epochs.at(-1)?.epoch ?? 0, 1);
  const top = Math.max(...done.map(({ rate }) => rate), ...ahead.map(({ rate }) => rate), Number.MIN_VALUE);
  const place = ({ x, rate }: Point) =>
    `${((x / epochs) * width).toFixed(1)},${((1 - rate / top) * height).toFixed(1)}`;
  const write = (rate: number) => formatRate(Number(rate.toPrecision(3)), locale);
  const shown = now === null ? '—' : write(now);
  return (
    <figure className={styles.figure}>
      <figcaption>
        <span>{t('rate.title')}</span>
        <b>{shown}</b>
      </figcaption>
      <div className={styles.chart} role="img" aria-label={t('rate.chart', { now: shown, top: write(top) })}>
        <div className={styles.rates} aria-hidden="true">
          <span>{write(top)}</span>
          <span>0</span>
        </div>
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          {[0, 1].map((share) => (
            <line key={share} x1={0} x2={width} y1={share * height} y2={share * height} className={styles.grid} />
          ))}
          {changes.map(({ step, epoch }) => {
            const x = (epoch / epochs) * width;
            return <line key={step} x1={x} x2={x} y1={0} y2={height} className={styles.change} />;
          })}
          <polyline points={ahead.map(place).join(' ')} className={styles.ahead} />
          <polyline points={done.map(place).join(' ')} className={styles.done} />
          {end ? <path d={`M${place(end)} h0.01`} className={styles.now} /> : null}
        </svg>
        <div className={styles.epochs} aria-hidden="true">
          <span>0</span>
          <span>{formatFull(epochs, locale)}</span>
        </div>
      </div>
    </figure>
  );
}

/** No more points than pixels could show. */
function thin(xs: ArrayLike<number>, ys: ArrayLike<number>): readonly Point[] {
  const every = Math.ceil(xs.length / mostPoints);
  const points: Point[] = [];
  for (let i = 0; i < xs.length; i++)
    if (i % every === 0 || i === xs.length - 1) points.push({ x: xs[i] ?? 0, rate: ys[i] ?? 0 });
  return points;
}

/** Of a run that was read from a file: one point an epoch. */
const ofEpochs = ({ epochs }: RunRecord): readonly Point[] =>
  epochs.flatMap(({ epoch, learningRate }) => (learningRate === undefined ? [] : [{ x: epoch, rate: learningRate }]));
