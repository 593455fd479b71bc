import { ChartLine, Ellipsis, Eye, EyeOff, PencilLine, RotateCcw, Star, StepForward, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunRecord } from '../../../src/core/document/runs.ts';
import { type LeadingFigure, leadingFigure } from '../../../src/core/runs/leading-figure.ts';
import { useApp, useRuns } from '../../app.ts';
import { formatDecimals, formatPercent, formatSmall, type Locale } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { useMeasureName } from '../../runs/measure-name.ts';
import { removeRuns } from '../../runs/remove-runs.ts';
import { IconButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Chip } from '../../ui/layout.tsx';
import { Menu, type MenuEntry } from '../../ui/overlay.tsx';
import { useProgressLine, useSettingsLine } from '../describe.ts';
import { exportLogs } from '../logs/export.ts';
import { runColour } from '../run-looks.ts';
import train from '../train.module.css';
import styles from '../train-left.module.css';
import { useActiveRunId, useRunName } from '../use-runs.ts';
import { Sparkline } from './sparkline.tsx';

interface RunRowProps {
  readonly run: RunRecord;
  readonly shown: boolean;
  readonly best: boolean;
}

/** One run: its name, how good it is and how far it came; a click shows it in the panels. */
export function RunRow({ run, shown, best }: RunRowProps) {
  const { t } = useTranslation('train');
  const locale = useLocale();
  const { runs } = useApp();
  const hidden = useRuns((state) => state.hidden.has(run.id));
  const [renaming, setRenaming] = useState(false);
  const name = useRunName()(run);
  const settingsLine = useSettingsLine();
  // Of weights that came with a file nobody knows how they were trained.
  const settings =
    run.imported === undefined ? settingsLine(run.settings) : t('runs.importedFrom', { file: run.imported });
  const progress = useProgressLine()(run);
  const figure = leadingFigure(run);
  const measureName = useMeasureName();
  const colour = runColour(run, shown, hidden);
  const running = run.state === 'running' || run.state === 'paused' || run.state === 'preparing';
  const rename = (text: string): undefined => {
    runs.rename(run.id, text.trim() === '' ? null : text.trim().slice(0, 200));
    setRenaming(false);
  };
  return (
    <li className={styles.run} data-shown={shown || undefined}>
      {renaming ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: the field's own blur ends the renaming
        <div className={styles.rename} onBlur={() => setRenaming(false)}>
          <TextField label={t('runs.nameLabel')} value={name} onCommit={rename} />
        </div>
      ) : null}
      <button
        type="button"
        className={styles.select}
        aria-pressed={shown}
        aria-label={`${name}, ${progress}`}
        onClick={() => runs.select(run.id)}
      >
        <span className={styles.swatch} style={{ background: `var(${colour})` }} />
        <span className={styles.name}>
          <span>{name}</span>
          {best ? (
            <Chip tone="ok">
              <Star size={10} />
              {t('runs.bestChip')}
            </Chip>
          ) : null}
          {run.failure?.code === 'diverged' ? <Chip tone="err">{t('state.diverged')}</Chip> : null}
        </span>
        <span className={styles.value} title={figure ? measureName(figure.name) : undefined}>
          {figure === null ? '—' : figureText(figure, locale)}
        </span>
        <span className={styles.detail}>{settings}</span>
        <Sparkline run={run} colour={colour} />
        <span className={styles.status}>
          {running ? <span className={train.dot} data-state={run.state} /> : null}
          {progress}
        </span>
      </button>
      <span className={styles.tools}>
        {shown ? null : (
          <IconButton
            size="small"
            label={t(hidden ? 'runs.show' : 'runs.hide', { name })}
            onClick={() => runs.toggleHidden(run.id)}
          >
            {hidden ? <EyeOff size={13} /> : <Eye size={13} />}
          </IconButton>
        )}
        <RunMenu run={run} name={name} onRename={() => setRenaming(true)} />
      </span>
    </li>
  );
}

/** Shares in percent; what no share is says so: `R² 0.83`. */
function figureText({ name, value }: LeadingFigure, locale: Locale): string {
  if (name === 'r2Score') return `R²\u00a0${formatDecimals(value, 2, locale)}`;
  return name === 'loss' ? formatSmall(value, locale) : formatPercent(value, locale);
}

function RunMenu({ run, name, onRename }: { run: RunRecord; name: string; onRename: () => void }) {
  const { t } = useTranslation('train');
  const app = useApp();
  const { training } = app;
  const busy = useActiveRunId();
  const hasWeights = useRuns((state) => state.checkpoints[run.id]?.last != null);
  const entries: readonly (readonly MenuEntry[])[] = [
    [
      {
        id: 'further',
        label: t('runs.further'),
        icon: <StepForward size={14} />,
        disabled: busy !== null || !hasWeights,
        run: () => void training.trainFurther(run.id),
      },
      {
        id: 'again',
        label: t('runs.again'),
        icon: <RotateCcw size={14} />,
        disabled: busy !== null,
        run: () => void training.trainAgain(run.id),
      },
    ],
    [
      {
        id: 'logs',
        label: t('logs.export'),
        icon: <ChartLine size={14} />,
        disabled: run.epochs.length === 0,
        run: () => void exportLogs(app, run),
      },
      { id: 'rename', label: t('runs.rename'), icon: <PencilLine size={14} />, run: onRename },
      {
        id: 'remove',
        label: t('runs.remove'),
        icon: <Trash2 size={14} />,
        disabled: busy === run.id,
        run: () => removeRuns(app, [run.id]),
      },
    ],
  ];
  return (
    <Menu
      align="end"
      groups={entries}
      trigger={
        <IconButton size="small" label={t('runs.menu', { name })}>
          <Ellipsis size={14} />
        </IconButton>
      }
    />
  );
}
