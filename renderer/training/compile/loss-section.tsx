import { RadioGroup } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { endActivation } from '../../../src/core/compile/output.ts';
import { type LossName, losses } from '../../../src/core/document/schema.ts';
import { useAnalysis, useDocument } from '../../app.ts';
import { formatDecimals } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Section } from '../../ui/layout.tsx';
import { outputShapeOf } from '../compiled.ts';
import { lossLooks } from '../losses.tsx';
import styles from './compile.module.css';
import { useSetTraining, useSettings } from './use-settings.ts';

/** Which loss is minimised, its formula, and what it is before anything has been learned. */
export function LossSection({ classes }: { readonly classes: number | null }) {
  const { t } = useTranslation('compile');
  const locale = useLocale();
  const { loss } = useSettings();
  const setTraining = useSetTraining();
  const outputs = useAnalysis(({ analysis }) => outputShapeOf(analysis)?.at(-1) ?? null);
  const outputId = useAnalysis(({ analysis }) => analysis.outputIds[0] ?? '');
  const activation = useDocument(({ document }) => endActivation(document.graph, outputId));
  const look = lossLooks[loss];
  const untrained = outputs === null ? null : look.untrained(outputs, activation);
  const choose = (value: string) => {
    const chosen = losses.find((name) => name === value);
    if (chosen) setTraining(t('loss.title'), { loss: chosen });
  };
  const hints: Readonly<Record<LossName, string>> = {
    categoricalCrossentropy: t('loss.categoricalHint', { count: classes ?? outputs ?? 0 }),
    binaryCrossentropy: t('loss.binaryHint'),
    meanSquaredError: t('loss.squaredHint'),
  };
  return (
    <Section title={t('loss.title')}>
      <RadioGroup.Root className={styles.radios} aria-label={t('loss.title')} value={loss} onValueChange={choose}>
        {losses.map((name) => (
          <RadioGroup.Item key={name} value={name} className={styles.radio} aria-label={t(`loss.${name}`)}>
            <span>
              <b>{t(`loss.${name}`)}</b>
              <small>{hints[name]}</small>
            </span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <div className={styles.math}>
        <div className={styles.symbols}>{look.formula}</div>
        {untrained ? (
          <div className={styles.substituted}>
            {t('loss.untrained')} {untrained.substituted} = <b>{formatDecimals(untrained.value, 3, locale)}</b>
          </div>
        ) : null}
      </div>
    </Section>
  );
}
