import { Link2, Link2Off, Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/button.tsx';
import { NumberField } from '../ui/fields.tsx';
import { limits, type Sides, type Typed } from './field-props.ts';
import { SymbolText } from './formula-line.tsx';
import styles from './inspector.module.css';

/** Height and width; linked while they are equal, until the chain is opened. */
export function PairControl({ field, label, value, linked, onLink, onChange }: Typed<readonly number[]>) {
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

export function ShapeControl({ field, label, value, linked, onLink, onChange }: Typed<readonly number[]>) {
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

export function PaddingControl({ field, label, value, linked, onChange }: Typed<Sides>) {
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
