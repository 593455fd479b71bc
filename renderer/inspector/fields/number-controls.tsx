import { useTranslation } from 'react-i18next';
import { Switch } from '../../ui/choice.tsx';
import { NumberField } from '../../ui/fields.tsx';
import { SymbolText } from '../formula-line.tsx';
import { limits, type Typed } from './field-props.ts';

const wholeNumbers: ReadonlySet<string> = new Set(['int', 'optionalInt']);

export function NumberControl({ field, label, value, linked, onLink, onChange }: Typed<number>) {
  return (
    <NumberField
      label={label}
      value={value}
      integer={wholeNumbers.has(field.control)}
      {...limits(field)}
      {...stepOf(field.control, value, field.max)}
      unit={field.symbol ? <SymbolText text={field.symbol} /> : null}
      linked={linked}
      onFocus={() => onLink(field.key)}
      onBlur={() => onLink(null)}
      onChange={onChange}
    />
  );
}

/** Shares go in hundredths; 0 and negative numbers cannot be stepped by a factor either. */
const stepOf = (control: string, value: number, max = Number.POSITIVE_INFINITY) =>
  control === 'number' && (value <= 0 || (max <= 1 && value >= 0.01)) ? { step: 0.01 } : {};

/** A number or none. */
export function OptionalNumber(props: Typed<number | null>) {
  const { label, value, onChange, field } = props;
  const { t } = useTranslation('define');
  const first = Math.max(field.min ?? 0, field.control === 'optionalInt' ? 1 : 6);
  return (
    <>
      <Switch
        label={`${label}, ${t('inspector.on')}`}
        checked={value !== null}
        onChange={(on) => onChange(on ? first : null)}
      />
      {value === null ? t('inspector.without') : <NumberControl {...props} value={value} />}
    </>
  );
}
