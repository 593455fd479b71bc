import { useTranslation } from 'react-i18next';
import { choiceText } from '../i18n/core-text.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Segmented, Select, Switch } from '../ui/choice.tsx';
import { NumberField } from '../ui/fields.tsx';
import { ActivationIcon } from '../ui/layer-icon.tsx';
import { type FieldControlProps, limits, type Sides, type Typed } from './field-props.ts';
import { SymbolText } from './formula-line.tsx';
import styles from './inspector.module.css';
import { PaddingControl, PairControl, ShapeControl } from './size-controls.tsx';

/** The control that a parameter's schema asks for. A value of the wrong type shows the default: its error is beneath. */
export function FieldControl(props: FieldControlProps) {
  const { field, label, value, onChange } = props;
  switch (field.control) {
    case 'int':
    case 'number':
      return <NumberControl {...props} value={typeof value === 'number' ? value : Number(field.defaultValue)} />;
    case 'optionalNumber':
      return <OptionalNumber {...props} value={typeof value === 'number' ? value : null} />;
    case 'toggle':
      return <Switch label={label} checked={value === true} onChange={onChange} />;
    case 'choice':
      return <ChoiceControl {...props} value={String(value)} />;
    case 'pair':
      return <PairControl {...props} value={numbersOf(value, [1, 1])} />;
    case 'shape':
      return <ShapeControl {...props} value={numbersOf(value, [1])} />;
    case 'padding4':
      return <PaddingControl {...props} value={sidesOf(value)} />;
  }
}

const numbersOf = (value: unknown, instead: readonly number[]): readonly number[] =>
  Array.isArray(value) && value.every((n) => typeof n === 'number') ? value : instead;

function sidesOf(value: unknown): Sides {
  const [rows, columns] = Array.isArray(value) ? value : [];
  const [top = 0, bottom = 0] = numbersOf(rows, [0, 0]);
  const [left = 0, right = 0] = numbersOf(columns, [0, 0]);
  return [
    [top, bottom],
    [left, right],
  ];
}

function NumberControl({ field, label, value, linked, onLink, onChange }: Typed<number>) {
  return (
    <NumberField
      label={label}
      value={value}
      integer={field.control === 'int'}
      {...limits(field)}
      {...(field.control === 'number' && (field.max ?? 0) <= 1 && value >= 0.01 ? { step: 0.01 } : {})}
      unit={field.symbol ? <SymbolText text={field.symbol} /> : null}
      linked={linked}
      onFocus={() => onLink(field.key)}
      onBlur={() => onLink(null)}
      onChange={onChange}
    />
  );
}

function OptionalNumber(props: Typed<number | null>) {
  const { label, value, onChange, field } = props;
  const { t } = useTranslation('define');
  return (
    <>
      <Switch
        label={`${label}: ${t('inspector.on')}`}
        checked={value !== null}
        onChange={(on) => onChange(on ? Math.max(field.min ?? 0, 6) : null)}
      />
      {value === null ? t('inspector.none') : <NumberControl {...props} value={value} />}
    </>
  );
}

function ChoiceControl({ field, label, value, onChange }: Typed<string>) {
  const locale = useLocale();
  const values = field.choices ?? [];
  const isActivation = field.key === 'activation';
  const choices = values.map((choice) => ({
    value: choice,
    label: isActivation ? (
      <span className={styles.activation}>
        <ActivationIcon name={choice} size={13} />
        {choiceText(choice, locale)}
      </span>
    ) : (
      choiceText(choice, locale)
    ),
  }));
  if (values.length <= 3) return <Segmented label={label} value={value} choices={choices} onChange={onChange} />;
  return <Select label={label} value={value} choices={choices} onChange={onChange} />;
}
