import { heldScore, type RunRecord, scoreName } from '../../../src/core/document/runs.ts';
import { largest, smallest } from '../../../src/core/math/extremes.ts';
import styles from '../train-left.module.css';

const [width, height, inset] = [48, 16, 1.5];

/** What the run is judged by, by epoch, without axes: the number beside it says the value. */
export function Sparkline({ run, colour }: { readonly run: RunRecord; readonly colour: string }) {
  const values = run.epochs.flatMap((epoch) => heldScore(epoch, scoreName(run)) ?? []);
  const [low, high] = [smallest(values), largest(values)];
  const x = (i: number) => inset + (i / Math.max(1, values.length - 1)) * (width - 2 * inset);
  const y = (value: number) => height - inset - ((value - low) / Math.max(high - low, 1e-6)) * (height - 2 * inset);
  const points = values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  return (
    <svg className={styles.spark} width={width} height={height} aria-hidden="true">
      {values.length > 1 ? (
        <polyline points={points} fill="none" stroke={`var(${colour})`} strokeWidth={1.5} strokeLinejoin="round" />
      ) : null}
    </svg>
  );
}
