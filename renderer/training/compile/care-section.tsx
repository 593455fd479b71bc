import { useTranslation } from 'react-i18next';
import { smoothable } from '../../../src/core/document/tasks.ts';
import { clippingKinds } from '../../../src/core/document/training-options.ts';
import type { Dataset } from '../../../src/engine/data/dataset.ts';
import { Segmented, Select } from '../../ui/choice.tsx';
import { NumberField } from '../../ui/fields.tsx';
import { Row, Section } from '../../ui/layout.tsx';
import training from '../training.module.css';
import { ClassWeightFields } from './class-weight-fields.tsx';
import { EarlyStoppingRows } from './early-stopping-rows.tsx';
import { Lockable } from './lockable.tsx';
import { useSetTraining, useSettings } from './use-settings.ts';

const weightKinds = ['none', 'balanced', 'own'] as const;

/** What keeps a run from going wrong: cut gradients, softened labels, weighted classes, an end in time. */
export function CareSection({ dataset }: { readonly dataset: Dataset | null }) {
  const { t } = useTranslation('compile');
  const { clipping, labelSmoothing, classWeights, loss } = useSettings();
  const setTraining = useSetTraining();
  const classes = dataset?.classes ?? [];
  return (
    <Section title={t('care.title')}>
      <Row label={t('care.clipping')} htmlFor="clipping">
        <Select
          id="clipping"
          label={t('care.clipping')}
          value={clipping.kind}
          choices={clippingKinds.map((kind) => ({ value: kind, label: t(`care.clip.${kind}`) }))}
          onChange={(kind) => setTraining(t('care.clipping'), { clipping: { ...clipping, kind } })}
        />
      </Row>
      {clipping.kind === 'none' ? null : (
        <Row label={t('care.limit')} htmlFor="clipping-limit">
          <NumberField
            id="clipping-limit"
            label={t('care.limit')}
            value={clipping.limit}
            min={1e-9}
            max={1e9}
            onChange={(limit) => setTraining(t('care.limit'), { clipping: { ...clipping, limit } })}
          />
        </Row>
      )}
      {!smoothable.has(loss) ? null : (
        <Lockable of="labelSmoothing">
          <Row label={t('care.smoothing')} htmlFor="label-smoothing">
            <NumberField
              id="label-smoothing"
              label={t('care.smoothing')}
              value={labelSmoothing}
              min={0}
              max={0.99}
              step={0.05}
              onChange={(value) => setTraining(t('care.smoothing'), { labelSmoothing: value })}
            />
          </Row>
        </Lockable>
      )}
      {dataset && dataset.task !== 'oneLabel' ? null : (
        <Row label={t('care.weights')}>
          <Segmented
            label={t('care.weights')}
            value={classWeights.kind}
            choices={weightKinds.map((kind) => ({ value: kind, label: t(`care.weight.${kind}`) }))}
            onChange={(kind) =>
              setTraining(t('care.weights'), {
                classWeights: kind === 'own' ? { kind, weights: classes.map(() => 1) } : { kind },
              })
            }
          />
        </Row>
      )}
      {dataset?.task === 'oneLabel' && classWeights.kind !== 'none' ? (
        <>
          <p className={training.note}>{t('care.weightsHint')}</p>
          <ClassWeightFields classes={classes} />
        </>
      ) : null}
      <EarlyStoppingRows />
    </Section>
  );
}
