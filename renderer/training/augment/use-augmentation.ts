import { useTranslation } from 'react-i18next';
import type { Augmentation, AugmentStep } from '../../../src/core/augment/schema.ts';
import { withStep } from '../../../src/core/augment/steps.ts';
import { useSetTraining, useSettings } from '../compile/use-settings.ts';

/** The document's pipeline, and its changes, each a step of undo. */
export function useAugmentation() {
  const { t } = useTranslation('augment');
  const { augmentation } = useSettings();
  const setTraining = useSetTraining();
  const { steps } = augmentation;

  const set = (label: string, change: Partial<Augmentation>): void =>
    setTraining(label, { augmentation: { ...augmentation, ...change } });

  return {
    augmentation,
    set,
    add: (step: AugmentStep) => set(t('add'), { steps: [...withStep(steps, step)] }),
    replace: (place: number, step: AugmentStep) =>
      set(t(`kind.${step.kind}`), { steps: steps.map((old, i) => (i === place ? step : old)) }),
    remove: (place: number) => set(t('title'), { steps: steps.filter((_, i) => i !== place) }),
    /** Changes places with the step after. */
    swap: (place: number) =>
      set(t('title'), {
        steps: steps.map((step, i) => steps[i === place ? place + 1 : i === place + 1 ? place : i] ?? step),
      }),
  };
}

export type UseAugmentation = ReturnType<typeof useAugmentation>;
