import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useApp, useRuns } from '../app.ts';
import { formatFull } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { useActiveRunId, useRunName, useShownRun } from '../training/use-runs.ts';
import { Select, Switch } from '../ui/choice.tsx';
import styles from './inspect.module.css';
import { useInspect, useInspecting } from './use-inspect.ts';

/** Which run, and after how many epochs; a run in progress is followed. */
export function MomentBar() {
  const { t } = useTranslation('inspect');
  const { runs } = useApp();
  const name = useRunName();
  const shown = useShownRun();
  const records = useRuns((state) => state.records);
  const active = useActiveRunId();
  if (!shown) return <span className={styles.initial}>{t('moment.untrained')}</span>;
  return (
    <div className={styles.moment}>
      {active === shown.id ? <Following /> : null}
      <Select
        label={t('moment.run')}
        value={shown.id}
        choices={[...records].reverse().map((run) => ({ value: run.id, label: name(run) }))}
        onChange={runs.select}
      />
      <Epochs />
    </div>
  );
}

function Following() {
  const { t } = useTranslation('inspect');
  const id = useId();
  const inspecting = useInspecting();
  const live = useInspect((state) => state.live);
  return (
    <span className={styles.following}>
      <label htmlFor={id}>{t('moment.live')}</label>
      <Switch id={id} label={t('moment.live')} checked={live} onChange={inspecting.setLive} />
    </span>
  );
}

function Epochs() {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const app = useApp();
  const inspecting = useInspecting();
  const run = useShownRun();
  const seen = useInspect((state) => state.seen);
  // What is kept is read again when either of them has changed.
  useStore(app.training.keeper, ({ kept }) => (run ? kept[run.id] : undefined));
  useRuns(({ checkpoints }) => (run ? checkpoints[run.id] : undefined));
  if (!run) return null;
  const epochs = inspecting.epochsOf(run);
  const live = seen?.moment === 'live';
  const epoch = seen?.epoch ?? epochs.at(-1) ?? 0;
  const place = live ? epochs.length - 1 : Math.max(0, epochs.indexOf(epoch));
  const text = live
    ? t('moment.step', { step: formatFull(seen.step ?? 0, locale) })
    : epoch === 0
      ? t('moment.initial')
      : formatFull(epoch, locale);
  const move = (to: number): void => {
    const chosen = epochs[to];
    if (chosen !== undefined) inspecting.setEpoch(to === epochs.length - 1 ? 'newest' : chosen);
  };
  return (
    <span className={styles.scrub}>
      {live ? null : <span>{t('moment.epoch')}</span>}
      <input
        type="range"
        aria-label={t('moment.scrub')}
        aria-valuetext={text}
        min={0}
        max={Math.max(1, epochs.length - 1)}
        value={place}
        disabled={epochs.length < 2}
        onChange={(event) => move(Number(event.target.value))}
      />
      <b>{text}</b>
      <span className={styles.muted}>{t('moment.kept', { count: epochs.filter((kept) => kept > 0).length })}</span>
    </span>
  );
}
