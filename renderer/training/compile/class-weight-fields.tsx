import { useTranslation } from 'react-i18next';
import { NumberField } from '../../ui/fields.tsx';
import { Row } from '../../ui/layout.tsx';
import { useSetTraining, useSettings } from './use-settings.ts';

/** A weight for each class, where they are the user's own. */
export function ClassWeightFields({ classes }: { readonly classes: readonly string[] }) {
  const { t } = useTranslation('compile');
  const { classWeights } = useSettings();
  const setTraining = useSetTraining();
  if (classWeights.kind !== 'own') return null;
  const weights = classes.map((_, i) => classWeights.weights[i] ?? 1);
  return classes.map((name, i) => {
    const id = `class-weight-${i}`;
    return (
      <Row key={name} label={name} htmlFor={id}>
        <NumberField
          id={id}
          label={t('care.weightOf', { name })}
          value={weights[i] ?? 1}
          min={0}
          max={1e6}
          onChange={(value) =>
            setTraining(t('care.weightOf', { name }), {
              classWeights: { kind: 'own', weights: weights.with(i, value) },
            })
          }
        />
      </Row>
    );
  });
}
