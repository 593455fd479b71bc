import { RadioGroup } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { endActivation } from '../../../src/core/compile/output.ts';
import { type LossName, losses, type Task, teaches } from '../../../src/core/document/tasks.ts';
import type { Dataset } from '../../../src/engine/data/dataset.ts';
import { useAnalysis, useDocument } from '../../app.ts';
import { formatDecimals } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Section } from '../../ui/layout.tsx';
import { outputShapeOf } from '../compiled.ts';
import { lossLooks } from '../losses.tsx';
import styles from './compile.module.css';
import { LossNumberRows } from './loss-numbers.tsx';
import { useSetTraining, useSettings } from './use-settings.ts';

/** Losses that most begin with; the others wait behind a fold. */
const usual: Readonly<Record<Task, readonly LossName[]>> = {
  oneLabel: ['categoricalCrossentropy', 'binaryCrossentropy', 'meanSquaredError'],
  manyLabel: ['binaryCrossentropy', 'binaryFocalCrossentropy'],
  regression: ['meanSquaredError', 'meanAbsoluteError', 'huber'],
  segmentation: ['categoricalCrossentropy', 'binaryCrossentropy', 'dice'],
};

/** Which loss is minimised, its formula, and what it is before anything has been learned. */
export function LossSection({ dataset }: { readonly dataset: Dataset | null }) {
  const { t } = useTranslation('compile');
  const { loss } = useSettings();
  const setTraining = useSetTraining();
  const task = dataset?.task ?? 'oneLabel';
  const choose = (value: string) => {
    const chosen = losses.find((name) => name === value);
    if (chosen) setTraining(t('loss.title'), { loss: chosen });
  };
  const shown = losses.filter((name) => usual[task].includes(name) || name === loss);
  const others = losses.filter((name) => !shown.includes(name));
  const radio = (name: LossName) => (
    <LossRadio key={name} name={name} task={task} classes={dataset?.classes.length ?? null} />
  );
  return (
    <Section title={t('loss.title')}>
      <RadioGroup.Root className={styles.radios} aria-label={t('loss.title')} value={loss} onValueChange={choose}>
        {shown.map(radio)}
        <details className={styles.more}>
          <summary>{t('loss.others', { count: others.length })}</summary>
          {others.map(radio)}
        </details>
      </RadioGroup.Root>
      <LossNumberRows />
      <LossFormula task={task} />
    </Section>
  );
}

function LossRadio(props: { readonly name: LossName; readonly task: Task; readonly classes: number | null }) {
  const { name, task, classes } = props;
  const { t } = useTranslation('compile');
  const outputs = useAnalysis(({ analysis }) => outputShapeOf(analysis)?.at(-1) ?? null);
  const count = classes ?? outputs ?? 0;
  const hints: Readonly<Record<LossName, string>> = {
    categoricalCrossentropy: count < 2 ? t('loss.categoricalMany') : t('loss.categoricalHint', { count }),
    binaryCrossentropy: t('loss.binaryHint'),
    categoricalFocalCrossentropy: t('loss.categoricalFocalHint'),
    binaryFocalCrossentropy: t('loss.binaryFocalHint'),
    klDivergence: t('loss.divergenceHint'),
    dice: t('loss.diceHint'),
    hinge: t('loss.hingeHint'),
    squaredHinge: t('loss.squaredHingeHint'),
    categoricalHinge: t('loss.categoricalHingeHint'),
    meanSquaredError: t('loss.squaredHint'),
    meanAbsoluteError: t('loss.absoluteHint'),
    huber: t('loss.huberHint'),
  };
  const suits = teaches(name, task);
  return (
    <RadioGroup.Item value={name} className={styles.radio} aria-label={t(`loss.${name}`)} disabled={!suits}>
      <span>
        <b>{t(`loss.${name}`)}</b>
        <small>{suits ? hints[name] : t(`loss.unsuited.${task}`)}</small>
      </span>
    </RadioGroup.Item>
  );
}

function LossFormula({ task }: { readonly task: Task }) {
  const { t } = useTranslation('compile');
  const locale = useLocale();
  const settings = useSettings();
  const outputs = useAnalysis(({ analysis }) => outputShapeOf(analysis)?.at(-1) ?? null);
  const outputId = useAnalysis(({ analysis }) => analysis.outputIds[0] ?? '');
  const activation = useDocument(({ document }) => endActivation(document.graph, outputId));
  const look = lossLooks[settings.loss];
  // Of numbers to hit nothing is known beforehand.
  const untrained = outputs === null || task === 'regression' ? null : look.untrained?.(outputs, activation, settings);
  return (
    <div className={styles.math}>
      <div className={styles.symbols}>{look.formula}</div>
      {untrained ? (
        <div className={styles.substituted}>
          {t('loss.untrained')} {untrained.substituted} = <b>{formatDecimals(untrained.value, 3, locale)}</b>
        </div>
      ) : null}
    </div>
  );
}
