import { useTranslation } from 'react-i18next';
import { useApp } from '../app.ts';
import { formatDecimals } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Segmented, Switch } from '../ui/choice.tsx';
import styles from './runs.module.css';
import { runsViewOf, useRunsView } from './view-state.ts';

const splits = ['train', 'validation', 'both'] as const;
const axes = ['epoch', 'step', 'time'] as const;

/** How curves are drawn, for the table's comparison and the charts alike. */
export function CurveControls() {
  const { t } = useTranslation('runs');
  const locale = useLocale();
  const view = runsViewOf(useApp());
  const split = useRunsView((state) => state.split);
  const axis = useRunsView((state) => state.axis);
  const log = useRunsView((state) => state.log);
  const smoothing = useRunsView((state) => state.smoothing);
  return (
    <>
      <Segmented
        label={t('curves.split')}
        value={split}
        choices={splits.map((value) => ({ value, label: t(`curves.${value}`) }))}
        onChange={(value) => view.setState({ split: value })}
      />
      <Segmented
        label={t('curves.axis')}
        value={axis}
        choices={axes.map((value) => ({ value, label: t(`curves.${value}`) }))}
        onChange={(value) => view.setState({ axis: value })}
      />
      <span className={styles.field}>
        {t('curves.log')}
        <Switch label={t('curves.log')} checked={log} onChange={(on) => view.setState({ log: on })} />
      </span>
      <label className={styles.field}>
        {t('curves.smoothing')}
        <input
          className={styles.range}
          type="range"
          min={0}
          max={0.95}
          step={0.05}
          value={smoothing}
          onChange={(event) => view.setState({ smoothing: Number(event.target.value) })}
        />
        <output>{formatDecimals(smoothing, 2, locale)}</output>
      </label>
    </>
  );
}
