import { Play, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RateFinding } from '../../../src/engine/train/find-rate-messages.ts';
import { useApp } from '../../app.ts';
import { useEngineText } from '../../i18n/engine-text.ts';
import { formatPercent } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/overlay.tsx';
import { formatRate } from '../describe.ts';
import training from '../training.module.css';
import styles from './finder.module.css';
import { FinderChart } from './finder-chart.tsx';
import { roundRate } from './round-rate.ts';
import { range, useFinder } from './use-finder.ts';

/** A range test of the learning rate: its curve, and what follows from it, one click away from the settings. */
export function FinderDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('control');
  const locale = useLocale();
  const engineText = useEngineText();
  const { state, start, cancel } = useFinder();
  const running = state.state === 'running';
  const close = () => {
    cancel();
    onClose();
  };
  const rate = (value: number) => formatRate(value, locale);
  const text = t('finder.text', {
    steps: range.steps,
    lowest: rate(range.lowest),
    highest: rate(range.highest),
  });
  return (
    <Dialog
      title={t('finder.title')}
      closeLabel={t('finder.close')}
      open
      onOpenChange={close}
      footer={
        running ? (
          <Button icon={<X size={13} />} onClick={cancel}>
            {t('finder.cancel')}
          </Button>
        ) : (
          <Button
            look={state.state === 'done' ? 'default' : 'primary'}
            icon={<Play size={13} />}
            onClick={() => void start()}
          >
            {t(state.state === 'idle' ? 'finder.start' : 'finder.again')}
          </Button>
        )
      }
    >
      <p className={training.note}>{text}</p>
      {running ? (
        <div className={styles.progress} role="progressbar" aria-valuenow={Math.round(state.done * 100)}>
          <b style={{ width: `${state.done * 100}%` }} />
          <span>{t('finder.running', { done: formatPercent(state.done, locale, 0) })}</span>
        </div>
      ) : null}
      {state.state === 'failed' ? (
        <p className={training.notice} data-tone="err" role="alert">
          {t('finder.failed', { message: engineText(state.message) })}
        </p>
      ) : null}
      {state.state === 'done' ? <Found finding={state.finding} onUsed={close} /> : null}
    </Dialog>
  );
}

function Found({ finding, onUsed }: { readonly finding: RateFinding; readonly onUsed: () => void }) {
  const { t } = useTranslation('control');
  const locale = useLocale();
  const { documents } = useApp();
  const { suggestion, points, blewUp } = finding;
  const last = points.at(-1);
  const choices = suggestion
    ? ([
        ['steepest', roundRate(suggestion.steepest)],
        ['tenth', roundRate(suggestion.tenth)],
      ] as const)
    : [];
  const use = (learningRate: number) => {
    documents.dispatch(t('finder.undo'), { type: 'setTraining', settings: { learningRate } });
    onUsed();
  };
  return (
    <>
      <FinderChart finding={finding} />
      {blewUp && last ? (
        <p className={training.note}>{t('finder.blewUp', { rate: formatRate(roundRate(last.rate), locale) })}</p>
      ) : null}
      {suggestion ? (
        <div className={styles.choices}>
          {choices.map(([name, rate]) => (
            <div key={name} className={styles.choice} data-of={name}>
              <span>{t(`finder.${name}`)}</span>
              <Button look={name === 'steepest' ? 'primary' : 'default'} onClick={() => use(rate)}>
                {t('finder.use', { rate: formatRate(rate, locale) })}
              </Button>
            </div>
          ))}
        </div>
      ) : (
        <p className={training.notice}>{t('finder.nothing')}</p>
      )}
    </>
  );
}
