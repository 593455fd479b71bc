import { useTranslation } from 'react-i18next';
import type { LossName } from '../../../src/core/document/tasks.ts';
import { NumberField } from '../../ui/fields.tsx';
import { Row } from '../../ui/layout.tsx';
import { Lockable } from './lockable.tsx';
import { useSetTraining, useSettings } from './use-settings.ts';

const fields = {
  huberDelta: { text: 'loss.delta', min: 1e-6, max: 1e6 },
  focalGamma: { text: 'loss.gamma', min: 0, max: 10 },
  focalAlpha: { text: 'loss.alpha', min: 1e-3, max: 1 },
} as const;

type Field = keyof typeof fields;

const fieldsOf: { readonly [L in LossName]?: readonly Field[] } = {
  huber: ['huberDelta'],
  binaryFocalCrossentropy: ['focalGamma'],
  categoricalFocalCrossentropy: ['focalGamma', 'focalAlpha'],
};

/** Numbers of the chosen loss, where it has any. */
export function LossNumberRows() {
  const { t } = useTranslation('compile');
  const settings = useSettings();
  const setTraining = useSetTraining();
  return (fieldsOf[settings.loss] ?? []).map((field) => {
    const { text, min, max } = fields[field];
    return (
      <Lockable key={field} of={field}>
        <Row label={t(text)} htmlFor={field}>
          <NumberField
            id={field}
            label={t(text)}
            value={settings[field]}
            min={min}
            max={max}
            step={0.05}
            onChange={(value) => setTraining(t(text), { [field]: value })}
          />
        </Row>
      </Lockable>
    );
  });
}
