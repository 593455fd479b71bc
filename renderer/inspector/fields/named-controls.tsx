import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldSpec } from '../../../src/core/layers/fields.ts';
import { choiceText } from '../../i18n/core-text.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Select } from '../../ui/choice.tsx';
import { type FieldControlProps, recordOf } from './field-props.ts';
import styles from './fields.module.css';
import {
  acceptsConstraint,
  acceptsInitializer,
  constraintChoices,
  constraintNamed,
  constraintParts,
  initializerChoices,
  initializerNamed,
  initializerParts,
  nameOf,
  noneName,
  type PenaltyMode,
  penaltyIn,
  penaltyMode,
  penaltyModes,
  regularizerOf,
} from './named-values.ts';
import { SimpleControl } from './simple-control.tsx';
import { useTried } from './use-tried.ts';

/** How a weight is drawn: a name, and beneath it the numbers of those that have some. */
export const InitializerControl = (props: FieldControlProps) => (
  <Named
    {...props}
    choices={initializerChoices}
    make={initializerNamed}
    parts={initializerParts(nameOf(props.value))}
    takes={acceptsInitializer}
  />
);

/** What a weight is brought back to: nothing, or a name with its numbers. */
export const ConstraintControl = (props: FieldControlProps) => (
  <Named
    {...props}
    choices={constraintChoices}
    make={constraintNamed}
    parts={constraintParts(nameOf(props.value))}
    takes={acceptsConstraint}
  />
);

interface NamedProps extends FieldControlProps {
  readonly choices: readonly string[];
  readonly make: (name: string) => unknown;
  readonly parts: readonly FieldSpec[];
  readonly takes: (value: unknown) => boolean;
}

function Named({ choices, make, parts, takes, ...props }: NamedProps) {
  const { label, value, onChange } = props;
  const { t } = useTranslation('define');
  const locale = useLocale();
  const labelled = choices.map((name) => ({
    value: name,
    label: name === noneName ? t('inspector.none') : choiceText(name, locale),
  }));
  const whole = recordOf(value);
  const take = (name: string) => onChange(make(name));
  const tried = useTried(take);
  return (
    <span className={styles.named}>
      <Select label={label} value={nameOf(value)} choices={labelled} onChange={take} onHighlight={tried} />
      <Parts {...props} parts={parts} whole={whole} takes={takes} />
    </span>
  );
}

const l1: FieldSpec = { key: 'l1', label: 'L1', help: '', control: 'number', min: 0, max: 1e6, defaultValue: 0 };
const l2: FieldSpec = { ...l1, key: 'l2', label: 'L2' };
const penaltyParts: Readonly<Record<PenaltyMode, readonly FieldSpec[]>> = {
  none: [],
  l1: [l1],
  l2: [l2],
  both: [l1, l2],
};

/** What a weight adds to the loss: nothing, L1, L2 or both, with their factors. */
export function RegularizerControl(props: FieldControlProps) {
  const { label, value, onChange } = props;
  const { t } = useTranslation('define');
  const penalty = regularizerOf(value);
  const [before, setBefore] = useState<PenaltyMode>('none');
  const mode = penaltyMode(penalty, before);
  const choose = (next: PenaltyMode) => {
    setBefore(next);
    onChange(penaltyIn(next, penalty));
  };
  const tried = useTried((next: PenaltyMode) => onChange(penaltyIn(next, penalty)));
  const choices = penaltyModes.map((name) => ({ value: name, label: t(`inspector.penalty.${name}`) }));
  return (
    <span className={styles.named}>
      <Select label={label} value={mode} choices={choices} onChange={choose} onHighlight={tried} />
      <Parts {...props} parts={penaltyParts[mode]} whole={recordOf(penalty)} takes={() => true} />
    </span>
  );
}

interface PartsProps extends Omit<FieldControlProps, 'value'> {
  readonly parts: readonly FieldSpec[];
  readonly whole: Readonly<Record<string, unknown>>;
  readonly takes: (value: unknown) => boolean;
}

/** The numbers of a named value, each with its name before it. */
function Parts({ field, label, parts, whole, linked, onLink, onChange, takes, form }: PartsProps) {
  const { t } = useTranslation('define');
  if (parts.length === 0) return null;
  return (
    <span className={styles.parts}>
      {parts.map((part) => {
        const text = t(`inspector.part.${partKey(part.key)}`);
        const changed = (value: unknown) => ({ ...whole, [part.key]: value });
        return (
          <span key={part.key} className={styles.part}>
            <span>{text}</span>
            <SimpleControl
              field={part}
              label={`${label}, ${text}`}
              value={whole[part.key] ?? part.defaultValue}
              linked={linked}
              onLink={(key) => onLink(key === null ? null : field.key)}
              onChange={(value) => onChange(changed(value))}
              form={form}
              accepts={(value) => takes(changed(value))}
            />
          </span>
        );
      })}
    </span>
  );
}

const partKeys = [
  'l1',
  'l2',
  'value',
  'mean',
  'stddev',
  'minval',
  'maxval',
  'scale',
  'mode',
  'distribution',
  'minValue',
  'maxValue',
  'rate',
  'axis',
] as const;

const partKey = (key: string): (typeof partKeys)[number] => partKeys.find((known) => known === key) ?? 'value';
