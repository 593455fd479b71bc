import { Link2, Link2Off, Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldSpec } from '../../src/core/layers/fields.ts';
import { choiceText } from '../i18n/core-text.ts';
import { useLocale } from '../i18n/i18n.ts';
import { IconButton } from '../ui/button.tsx';
import { Segmented, Select, Switch } from '../ui/choice.tsx';
import { NumberField } from '../ui/fields.tsx';
import { ActivationIcon } from '../ui/layer-icon.tsx';
import { SymbolText } from './formula-line.tsx';
import styles from './inspector.module.css';

interface FieldControlProps {
  readonly field: FieldSpec;
  readonly label: string;
  readonly value: unknown;
  readonly linked: boolean;
  readonly onLink: (key: string | null) => void;
  readonly onChange: (value: unknown) => void;
}

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

type Typed<T> = Omit<FieldControlProps, 'value'> & { readonly value: T };

const limits = (field: FieldSpec) => ({
  ...(field.min === undefined ? {} : { min: field.min }),
  ...(field.max === undefined ? {} : { max: field.max }),
});

const numbersOf = (value: unknown, instead: readonly number[]): readonly number[] =>
  Array.isArray(value) && value.every((n) => typeof n === 'number') ? value : instead;

type Sides = readonly [readonly [number, number], readonly [number, number]];

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

/** Height and width; linked while they are equal, until the chain is opened. */
function PairControl({ field, label, value, linked, onLink, onChange }: Typed<readonly number[]>) {
  const { t } = useTranslation('define');
  const [first = 1, second = 1] = value;
  const [apart, setApart] = useState(first !== second);
  const together = !apart && first === second;
  const common = {
    integer: true,
    linked,
    ...limits(field),
    onFocus: () => onLink(field.key),
    onBlur: () => onLink(null),
  };
  const toggle = () => {
    setApart(together);
    if (!together) onChange([first, first]);
  };
  return (
    <>
      <NumberField
        {...common}
        label={`${label}, ${t('inspector.first')}`}
        value={first}
        onChange={(n) => onChange(together ? [n, n] : [n, second])}
      />
      <IconButton
        size="small"
        label={t(together ? 'inspector.unlink' : 'inspector.link')}
        className={styles.chain ?? ''}
        onClick={toggle}
      >
        {together ? <Link2 size={13} /> : <Link2Off size={13} />}
      </IconButton>
      <NumberField
        {...common}
        label={`${label}, ${t('inspector.second')}`}
        value={second}
        unit={field.symbol ? <SymbolText text={field.symbol} /> : null}
        onChange={(n) => onChange(together ? [n, n] : [first, n])}
      />
    </>
  );
}

const mostSizes = 4;

function ShapeControl({ field, label, value, linked, onLink, onChange }: Typed<readonly number[]>) {
  const { t } = useTranslation('define');
  return (
    <span className={styles.sizes}>
      {value.map((size, axis) => (
        <NumberField
          // biome-ignore lint/suspicious/noArrayIndexKey: a size is its axis
          key={axis}
          integer
          {...limits(field)}
          label={`${label}, ${t('inspector.axis', { number: axis + 1 })}`}
          value={size}
          linked={linked}
          onFocus={() => onLink(field.key)}
          onBlur={() => onLink(null)}
          onChange={(n) => onChange(value.map((old, i) => (i === axis ? n : old)))}
        />
      ))}
      {value.length > 1 ? (
        <IconButton size="small" label={t('inspector.removeAxis')} onClick={() => onChange(value.slice(0, -1))}>
          <Minus size={12} />
        </IconButton>
      ) : null}
      {value.length < mostSizes ? (
        <IconButton size="small" label={t('inspector.addAxis')} onClick={() => onChange([...value, 1])}>
          <Plus size={12} />
        </IconButton>
      ) : null}
    </span>
  );
}

const sides = [
  ['top', 'bottom'],
  ['left', 'right'],
] as const;

function PaddingControl({ field, label, value, linked, onChange }: Typed<Sides>) {
  const { t } = useTranslation('define');
  return (
    <span className={styles.padding}>
      {sides.flatMap((pair, axis) =>
        pair.map((side, end) => (
          <NumberField
            key={side}
            integer
            {...limits(field)}
            label={`${label}, ${t(`inspector.${side}`)}`}
            unit={t(`inspector.${side}`)}
            value={value[axis === 0 ? 0 : 1][end === 0 ? 0 : 1]}
            linked={linked}
            onChange={(n) =>
              onChange(value.map((old, i) => (i === axis ? old.map((m, j) => (j === end ? n : m)) : old)))
            }
          />
        )),
      )}
    </span>
  );
}
