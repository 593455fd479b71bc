import { useTranslation } from 'react-i18next';
import { optimizers } from '../../../src/core/document/schema.ts';
import { useAnalysis } from '../../app.ts';
import { formatBytes, formatFull } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Segmented } from '../../ui/choice.tsx';
import { NumberField } from '../../ui/fields.tsx';
import { Row, Section } from '../../ui/layout.tsx';
import { optimizerLooks } from '../optimizers.tsx';
import { FinderButton } from '../rate-finder/finder-button.tsx';
import styles from './compile.module.css';
import { Lockable } from './lockable.tsx';
import { OptimizerNumbers } from './optimizer-numbers.tsx';
import { useSetTraining, useSettings } from './use-settings.ts';

const bytesPerValue = 4;

/** The update rule, its learning rate, and the memory that its state takes. */
export function OptimizerSection() {
  const { t } = useTranslation('compile');
  const locale = useLocale();
  const { optimizer, learningRate } = useSettings();
  const setTraining = useSetTraining();
  const trainable = useAnalysis(({ analysis }) => analysis.totals.trainable);
  const { rule, slots } = optimizerLooks[optimizer];
  const state =
    slots === 0
      ? t('optimizer.noState')
      : t('optimizer.state', {
          slots,
          values: formatFull(trainable, locale),
          bytes: formatBytes(slots * trainable * bytesPerValue, locale),
        });
  return (
    <Section title={t('optimizer.title')}>
      <Lockable of="optimizer">
        <div className={`${styles.wide} ${styles.rules}`}>
          <Segmented
            label={t('optimizer.title')}
            value={optimizer}
            choices={optimizers.map((name) => ({ value: name, label: t(`optimizer.${name}`) }))}
            onChange={(value) => setTraining(t('optimizer.title'), { optimizer: value })}
          />
        </div>
      </Lockable>
      <Row label={t('optimizer.learningRate')} htmlFor="learning-rate">
        <NumberField
          id="learning-rate"
          label={t('optimizer.learningRate')}
          value={learningRate}
          min={1e-9}
          max={100}
          onChange={(value) => setTraining(t('optimizer.learningRate'), { learningRate: value })}
          unit="η"
        />
      </Row>
      <FinderButton />
      <OptimizerNumbers />
      <div className={styles.math}>
        <div className={styles.symbols}>{rule}</div>
        <div className={styles.substituted}>{state}</div>
      </div>
    </Section>
  );
}
