import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Dataset, labelOf, pictureShape, type SplitName } from '../../src/engine/data/dataset.ts';
import { useEngineText } from '../i18n/engine-text.ts';
import { formatFull, formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { LineChart } from '../runs/plot/line-chart.tsx';
import { PictureCanvas } from '../training/picture-canvas.tsx';
import { sampleNow } from '../training/pixels.ts';
import { useRunName } from '../training/use-runs.ts';
import { Segmented, Select } from '../ui/choice.tsx';
import styles from './inspect.module.css';
import { shiftedPicture } from './pictures.ts';
import { extremes } from './samples.ts';
import sheet from './shift-tab.module.css';
import tabs from './tabs.module.css';
import { useAnswer, useInspect } from './use-inspect.ts';
import { useOther } from './use-other.ts';

type Axis = 'right' | 'down';

/** The image moved step by step: what one network, and another beside it, still make of it. */
export function ShiftTab() {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const engineText = useEngineText();
  const name = useRunName();
  const seen = useInspect((state) => state.seen);
  const probe = useInspect((state) => state.probe);
  const probabilities = useInspect((state) => state.probabilities);
  const [axis, setAxis] = useState<Axis>('right');
  const [at, setAt] = useState(0);
  const shape = seen ? pictureShape(seen.dataset.sampleShape) : null;
  const most = Math.max(1, Math.round(((axis === 'right' ? shape?.[1] : shape?.[0]) ?? 3) / 3));
  const shifts = useMemo(() => shiftsOf(most, axis), [most, axis]);
  const question =
    seen && shape ? { picture: shape, shifts: shifts.map(({ by }) => by), fill: extremes(seen.dataset).low } : null;
  const own = useAnswer('lookShift', question);
  const other = useOther(question);
  if (!seen || !probe || !shape || !question) return <p className={styles.empty}>{t('noPictures')}</p>;
  const { classes } = seen.dataset;
  if (!probabilities || classes.length !== probabilities.length)
    return <p className={styles.empty}>{t('noClasses')}</p>;
  const truth = labelOf(seen.dataset.splits[probe.split], probe.index) ?? 0;
  const xs = shifts.map(({ pixels }) => pixels);
  const lineOf = (rows: readonly Float32Array[]): readonly number[] => rows.map((row) => row[truth] ?? Number.NaN);
  const mine = seen.run ? name(seen.run) : t('moment.untrained');
  const lines = [
    ...(own.value
      ? [{ id: 'own', name: mine, colour: 'var(--s-train)', xs, ys: lineOf(own.value.probabilities) }]
      : []),
    ...(other.value && other.run
      ? [
          {
            id: 'other',
            name: name(other.run),
            colour: 'var(--s-val)',
            dash: '5 3',
            xs,
            ys: lineOf(other.value.probabilities),
          },
        ]
      : []),
  ];
  const place = xs.indexOf(at);
  const shift = shifts[place] ?? { pixels: 0, by: [0, 0] as const };
  const percent = (value: number | undefined) => formatPercent(value ?? Number.NaN, locale);
  return (
    <section className={tabs.tool}>
      <header className={styles.head}>
        <h2>{t('shift.title')}</h2>
        <span className={styles.space} />
        <Segmented
          label={t('shift.axis')}
          value={axis}
          choices={(['right', 'down'] as const).map((value) => ({ value, label: t(`shift.axes.${value}`) }))}
          onChange={setAxis}
        />
        {other.runs.length > 0 ? (
          <>
            <label htmlFor="shift-other">{t('shift.with')}</label>
            <Select
              id="shift-other"
              label={t('shift.with')}
              value={other.run?.id ?? 'none'}
              choices={[
                { value: 'none', label: t('shift.nobody') },
                ...other.runs.map((run) => ({ value: run.id, label: name(run) })),
              ]}
              onChange={other.choose}
            />
          </>
        ) : null}
      </header>
      <p className={tabs.lead}>{t(other.runs.length > 0 ? 'shift.lead' : 'shift.alone')}</p>
      <div className={tabs.columns}>
        <figure className={styles.big}>
          <Shifted dataset={seen.dataset} split={probe.split} index={probe.index} by={shift.by} />
          <input
            type="range"
            aria-label={t('shift.by')}
            aria-valuetext={t('shift.pixels', { count: at })}
            min={-most}
            max={most}
            value={at}
            onChange={(event) => setAt(Number(event.target.value))}
          />
          <figcaption>{t('shift.pixels', { count: at })}</figcaption>
        </figure>
        <div className={tabs.curve}>
          <LineChart
            label={t('shift.chart', { name: classes[truth] ?? '' })}
            lines={lines}
            x={{ name: t('shift.axisName'), format: (value) => formatFull(value, locale).replace('-', '−') }}
            y={{
              name: t('shift.probability', { name: classes[truth] ?? '' }),
              format: (value) => formatPercent(value, locale, 0),
              log: false,
              within: [0, 1],
            }}
            empty=""
          />
          <table className={sheet.table}>
            <tbody>
              {lines.map(({ id, name: run, colour, ys }) => (
                <tr key={id}>
                  <th scope="row">
                    <i style={{ background: colour }} />
                    {run}
                  </th>
                  <td>{percent(ys[place])}</td>
                  <td>{t('shift.range', { least: percent(Math.min(...ys)), most: percent(Math.max(...ys)) })}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {own.failure ? <p className={styles.failure}>{engineText(own.failure)}</p> : null}
          {other.failure ? <p className={styles.failure}>{engineText(other.failure)}</p> : null}
        </div>
      </div>
    </section>
  );
}

interface Shift {
  readonly pixels: number;
  readonly by: readonly [number, number];
}

function shiftsOf(most: number, axis: Axis): readonly Shift[] {
  const step = Math.max(1, Math.ceil(most / 16));
  const count = Math.floor(most / step);
  return Array.from({ length: 2 * count + 1 }, (_, i) => {
    const pixels = (i - count) * step;
    return { pixels, by: axis === 'right' ? ([pixels, 0] as const) : ([0, pixels] as const) };
  });
}

interface ShiftedProps {
  readonly dataset: Dataset;
  readonly split: SplitName;
  readonly index: number;
  readonly by: readonly [number, number];
}

function Shifted({ dataset, split, index, by }: ShiftedProps) {
  const { t } = useTranslation('inspect');
  const picture = useMemo(() => {
    const values = sampleNow(dataset, split, index);
    return values ? shiftedPicture(values, dataset, by) : null;
  }, [dataset, split, index, by]);
  return <PictureCanvas picture={picture} label={t('shift.picture')} />;
}
