import { Check, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app.ts';
import { useEngineText } from '../i18n/engine-text.ts';
import { formatDecimals, formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import type { PredictInput } from '../store/session.ts';
import training from '../training/training.module.css';
import { Chip, Section } from '../ui/layout.tsx';
import styles from './predict.module.css';
import { entropy, ranked, sureFrom } from './prediction.ts';
import { PredictionChain } from './prediction-chain.tsx';
import { LabelsResult, MaskResult, NumbersResult } from './task-result.tsx';
import type { PredictTarget } from './use-predict-target.ts';

const taskResults = {
  oneLabel: LabelsResult,
  manyLabel: LabelsResult,
  regression: NumbersResult,
  segmentation: MaskResult,
} as const;

interface PredictionResultProps {
  readonly target: PredictTarget | null;
  /** Says nothing while nothing was asked. */
  readonly quiet: boolean;
}

/** The network's answer to the last question. */
export function PredictionResult({ target, quiet }: PredictionResultProps) {
  const { t } = useTranslation('evaluate');
  const engineText = useEngineText();
  const state = useSession(({ prediction }) => prediction);
  if (state.state === 'failed') {
    return (
      <div className={training.notice} data-tone="err" role="alert">
        <p>
          {t('predict.failed')} {engineText(state.failure.message)}
        </p>
      </div>
    );
  }
  const [probabilities] = state.state === 'done' ? state.prediction.probabilities : [];
  if (state.state === 'none' || !probabilities || !target)
    return quiet ? null : <p className={styles.ask}>{t('predict.ask')}</p>;
  const { classes, task } = target.dataset;
  const TaskResult = taskResults[task];
  return (
    <>
      <Section>
        {task === 'oneLabel' ? (
          <>
            <Answer probabilities={probabilities} classes={classes} input={state.input} />
            <Bars probabilities={probabilities} classes={classes} />
          </>
        ) : (
          <TaskResult output={probabilities} dataset={target.dataset} input={state.input} />
        )}
      </Section>
      <PredictionChain
        target={target}
        prediction={state.prediction}
        input={state.input}
        probabilities={probabilities}
      />
    </>
  );
}

interface AnswerProps {
  readonly probabilities: Float32Array;
  readonly classes: readonly string[];
  readonly input: PredictInput;
}

function Answer({ probabilities, classes, input }: AnswerProps) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const [first, second] = ranked(probabilities);
  if (!first) return null;
  const name = classes[first.label] ?? '';
  const share = formatPercent(first.share, locale, 0);
  const sure = first.share >= sureFrom;
  const margin = formatDecimals((first.share - (second?.share ?? 0)) * 100, 0, locale);
  const truth = input.source === 'sample' ? input.label : null;
  return (
    <div className={styles.answer} role="status">
      <strong data-long={name.length > 2 || undefined}>{name}</strong>
      <span>
        <b>
          {second
            ? t('predict.sure', { value: share, second: classes[second.label] ?? '' })
            : t('predict.sureOnly', { value: share })}
        </b>
        <small>{t('predict.margin', { margin, entropy: formatDecimals(entropy(probabilities), 2, locale) })}</small>
      </span>
      <span>
        {sure ? (
          <Chip tone="ok">{t('predict.isSure')}</Chip>
        ) : (
          <Chip tone="warn">
            <TriangleAlert size={11} />
            {t('predict.isUnsure')}
          </Chip>
        )}
        {truth === null ? null : truth === first.label ? (
          <Chip tone="ok">
            <Check size={11} />
            {t('predict.right')}
          </Chip>
        ) : (
          <Chip tone="err">{t('predict.wrong', { name: classes[truth] ?? '' })}</Chip>
        )}
      </span>
    </div>
  );
}

const mostBars = 10;

function Bars({ probabilities, classes }: Omit<AnswerProps, 'input'>) {
  const { t } = useTranslation('evaluate');
  const locale = useLocale();
  const order = ranked(probabilities);
  const top = order[0]?.label;
  const shown = classes.length <= mostBars ? [...order].sort((a, b) => a.label - b.label) : order.slice(0, mostBars);
  const write = (share: number) =>
    share < 0.001 ? t('predict.belowTenth', { value: formatPercent(0.001, locale) }) : formatPercent(share, locale);
  return (
    <ul
      className={styles.bars}
      aria-label={t('predict.probabilities')}
      data-named={classes.some((name) => name.length > 2) || undefined}
    >
      {shown.map(({ label, share }) => (
        <li key={label} data-top={label === top || undefined}>
          <b title={classes[label]}>{classes[label]}</b>
          <i>
            <span style={{ width: `${share * 100}%` }} />
          </i>
          <em>{write(share)}</em>
        </li>
      ))}
    </ul>
  );
}
