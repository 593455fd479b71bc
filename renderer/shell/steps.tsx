import { Check, X } from 'lucide-react';
import { Fragment, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { headline } from '../../src/engine/inspect/headline.ts';
import { useAnalysis, useApp, useRuns, useSession, useUi } from '../app.ts';
import { formatDecimals, formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { useKeyText } from '../keys/key-text.ts';
import { type Step, steps } from '../store/ui.ts';
import { Tip } from '../ui/tooltip.tsx';
import { errorCount, hasWeights, isRunning, type StepState, stepStates } from './step-state.ts';
import styles from './steps.module.css';

/** The five steps of one canvas, each with its state. A step that is off still opens: its panel says what is missing. */
export function Steps() {
  const { t } = useTranslation('shell');
  const current = useUi((s) => s.step);
  const states = stepStates({
    errors: useAnalysis((s) => errorCount(s.analysis)),
    layers: useAnalysis((s) => s.analysis.totals.layers),
    compiled: useRuns((s) => s.records.length > 0),
    trained: useRuns(hasWeights),
    evaluated: useSession((s) => s.evaluation.state === 'done'),
    running: useSession((s) => isRunning(s.session)),
  });
  return (
    <nav className={styles.steps} aria-label={t('steps.label')}>
      <ol>
        {steps.map((step, index) => (
          <Fragment key={step}>
            {index > 0 ? <li className={styles.separator} aria-hidden="true" /> : null}
            <li>
              <StepButton step={step} number={index + 1} state={states[step]} current={current === step} />
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}

interface StepButtonProps {
  readonly step: Step;
  readonly number: number;
  readonly state: StepState;
  readonly current: boolean;
}

function StepButton({ step, number, state, current }: StepButtonProps) {
  const { t } = useTranslation('shell');
  const { ui } = useApp();
  const keys = useKeyText(step);
  const noteId = useId();
  const failed = useAnalysis((s) => errorCount(s.analysis) > 0);
  const note =
    state === 'done'
      ? t('steps.done')
      : state === 'failed'
        ? t('steps.failed')
        : state === 'off'
          ? t(failed || step === 'compile' || step === 'train' ? 'steps.blocked' : 'steps.waiting')
          : null;
  return (
    <Tip text={note ? t('steps.noted', { step: t(`steps.${step}`), note }) : t(`steps.${step}`)} shortcut={keys}>
      <button
        type="button"
        className={styles.step}
        data-state={state}
        aria-current={current ? 'step' : undefined}
        aria-describedby={note ? noteId : undefined}
        onClick={() => ui.setState({ step })}
      >
        <span className={styles.number} aria-hidden="true">
          {state === 'done' ? <Check size={11} strokeWidth={2.6} /> : null}
          {state === 'failed' ? <X size={11} strokeWidth={2.6} /> : null}
          {state === 'open' || state === 'off' ? number : null}
        </span>
        {t(`steps.${step}`)}
        <StepFigure step={step} />
        {/* Hidden: a description is read from it all the same, and it is no part of the name. */}
        <span id={noteId} hidden>
          {note}
        </span>
      </button>
    </Tip>
  );
}

/** How far the run is, beside Train; how good the network is, beside Evaluate. */
function StepFigure({ step }: { readonly step: Step }) {
  const locale = useLocale();
  const { runs } = useApp();
  // R² is no share: it can be below 0.
  const isShare = useSession(
    ({ evaluation }) =>
      step !== 'evaluate' || evaluation.state !== 'done' || evaluation.evaluation.task !== 'regression',
  );
  const share = useSession(({ session, evaluation }) => {
    if (step === 'evaluate') return evaluation.state === 'done' ? headline(evaluation.evaluation).value : null;
    const latest = step === 'train' && 'latest' in session ? session.latest : null;
    const epochs = latest && runs.record(latest.runId)?.settings.epochs;
    if (!latest || !epochs) return null;
    // Whole percents: the top bar must not render with every batch.
    return Math.floor((100 * (latest.epoch - 1 + latest.step / latest.stepsPerEpoch)) / epochs) / 100;
  });
  if (share === null) return null;
  const text = isShare
    ? formatPercent(share, locale, step === 'evaluate' ? 1 : 0)
    : `R²\u00a0${formatDecimals(share, 3, locale)}`;
  return <span className={styles.figure}>{text}</span>;
}
