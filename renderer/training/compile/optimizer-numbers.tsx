import { useTranslation } from 'react-i18next';
import { type OptimizerNumber, optimizerNumbers } from '../../../src/core/document/optimizer-numbers.ts';
import type { TrainingSettings } from '../../../src/core/document/schema.ts';
import { NumberField } from '../../ui/fields.tsx';
import { Row } from '../../ui/layout.tsx';
import { Lockable } from './lockable.tsx';
import { useSetTraining, useSettings } from './use-settings.ts';

interface NumberLook {
  /** As the update rule writes it. */
  readonly symbol: string;
  readonly min: number;
  readonly max: number;
}

const nearOne = { min: 0, max: 0.999_999 };
const looks: { readonly [K in OptimizerNumber]: NumberLook } = {
  momentum: { symbol: 'μ', ...nearOne },
  rho: { symbol: 'ρ', ...nearOne },
  beta1: { symbol: 'β₁', ...nearOne },
  beta2: { symbol: 'β₂', ...nearOne },
  epsilon: { symbol: 'ε', min: 1e-12, max: 1 },
  weightDecay: { symbol: 'λ', min: 0, max: 1 },
  initialAccumulator: { symbol: 's₀', min: 0, max: 1000 },
};

/** The numbers of the chosen rule. */
export function OptimizerNumbers() {
  const { t } = useTranslation('compile');
  const settings = useSettings();
  const setTraining = useSetTraining();
  return optimizerNumbers[settings.optimizer].map((key) => {
    const { symbol, min, max } = looks[key];
    const label = t(`optimizer.${key}`);
    const id = `optimizer-${key}`;
    const change = (value: number): Partial<TrainingSettings> => ({ [key]: value });
    return (
      <Lockable key={key} of={key}>
        <Row label={label} htmlFor={id}>
          <NumberField
            id={id}
            label={label}
            value={settings[key]}
            min={min}
            max={max}
            unit={symbol}
            onChange={(value) => setTraining(label, change(value))}
          />
        </Row>
      </Lockable>
    );
  });
}
