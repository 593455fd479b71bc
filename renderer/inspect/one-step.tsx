import { RotateCcw, SkipForward } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LookedLayer } from '../../src/engine/look/protocol.ts';
import { useEngineText } from '../i18n/engine-text.ts';
import { formatFull, formatPlain, formatSmall } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/choice.tsx';
import sums from './arithmetic.module.css';
import { Frame } from './field-picture.tsx';
import styles from './inspect.module.css';
import { StepArithmetic } from './step-arithmetic.tsx';
import { useInspect } from './use-inspect.ts';
import { useSteps } from './use-steps.ts';

/** A filter before and after one step of training on a private copy, with its gradient. */
export function OneStep({ layer }: { readonly layer: LookedLayer }) {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const engineText = useEngineText();
  const filter = useInspect((state) => state.channel);
  const slice = useInspect((state) => state.slice);
  const settings = useInspect(({ seen }) => seen?.settings ?? null);
  const steps = useSteps(layer, filter, slice);
  if (!settings) return null;
  if (!steps.possible) {
    return (
      <Frame title={t('step.title')}>
        <p className={styles.muted}>{t('step.impossible')}</p>
      </Frame>
    );
  }
  const { answer, losses } = steps;
  const where = t('step.where', { layer: layer.name, filter: filter + 1, slice: slice + 1 });
  const [rows, columns] = layer.kernel?.size ?? [1, 1];
  return (
    <Frame title={t('step.title', { size: `${rows}×${columns}` })} aside={where}>
      {answer ? (
        <StepArithmetic answer={answer} settings={settings} />
      ) : (
        <p className={styles.muted}>{t('step.hint')}</p>
      )}
      {steps.failure ? <p className={styles.failure}>{engineText(steps.failure)}</p> : null}
      <div className={sums.stepButtons}>
        <Button size="small" icon={<SkipForward size={12} />} disabled={steps.busy} onClick={() => steps.go(1)}>
          {t('step.next')}
        </Button>
        <Button size="small" look="ghost" disabled={steps.busy} onClick={() => steps.go(10)}>
          {t('step.ten')}
        </Button>
        <Button
          size="small"
          look="ghost"
          icon={<RotateCcw size={12} />}
          disabled={steps.busy || answer === null}
          onClick={steps.rewind}
        >
          {t('step.rewind')}
        </Button>
        <span className={styles.space} />
        <Select
          label={t('step.batch')}
          value={steps.batches}
          choices={(['next', 'same'] as const).map((value) => ({ value, label: t(`step.batches.${value}`) }))}
          onChange={steps.setBatches}
        />
      </div>
      <p className={sums.rule}>
        {t('step.rule', {
          optimizer: t(`step.optimizers.${settings.optimizer}`),
          rate: formatPlain(Number(settings.learningRate.toPrecision(4)), locale),
          count: steps.batchSize,
        })}
      </p>
      {answer && losses.length > 0 ? (
        <div className={sums.lossLine}>
          <header>
            <span>{t('step.losses', { count: answer.step })}</span>
            <b>{formatSmall(losses.at(-1) ?? Number.NaN, locale)}</b>
          </header>
          <LossLine losses={losses} label={t('step.lossLabel', { step: formatFull(answer.step, locale) })} />
        </div>
      ) : null}
    </Frame>
  );
}

const [lineWidth, lineHeight] = [396, 44];

function LossLine({ losses, label }: { readonly losses: readonly number[]; readonly label: string }) {
  const [low, high] = [Math.min(...losses), Math.max(...losses)];
  const x = (i: number): number =>
    losses.length === 1 ? lineWidth / 2 : 4 + (i / (losses.length - 1)) * (lineWidth - 8);
  const y = (loss: number): number =>
    high > low ? 4 + ((high - loss) / (high - low)) * (lineHeight - 8) : lineHeight / 2;
  const points = losses.map((loss, i) => `${x(i).toFixed(1)} ${y(loss).toFixed(1)}`);
  return (
    <svg viewBox={`0 0 ${lineWidth} ${lineHeight}`} role="img" aria-label={label}>
      <path d={`M${points.join('L')}`} />
      <circle cx={x(losses.length - 1)} cy={y(losses.at(-1) ?? 0)} r={3.5} />
    </svg>
  );
}
