import { Link2, Link2Off, Minus, Plus } from 'lucide-react';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../ui/button.tsx';
import { Switch } from '../../ui/choice.tsx';
import { NumberField } from '../../ui/fields.tsx';
import { SymbolText } from '../formula-line.tsx';
import { limits, type Typed } from './field-props.ts';
import styles from './fields.module.css';

const axisNames = {
  2: ['first', 'second'],
  3: ['depth', 'first', 'second'],
} as const;

/** Height and width, or depth, height and width; linked while they are equal, until the chain is opened. */
export function ExtentsControl({ field, label, value, linked, onLink, onChange }: Typed<readonly number[]>) {
  const { t } = useTranslation('define');
  const [first = 1] = value;
  const equal = value.every((size) => size === first);
  const [apart, setApart] = useState(!equal);
  const together = !apart && equal;
  const toggle = () => {
    setApart(together);
    if (!together) onChange(value.map(() => first));
  };
  const names = axisNames[value.length === 3 ? 3 : 2];
  return (
    <>
      {names.map((name, axis) => (
        <Fragment key={name}>
          {axis === names.length - 1 ? (
            <IconButton
              size="small"
              label={t(together ? 'inspector.unlink' : 'inspector.link')}
              className={styles.chain ?? ''}
              onClick={toggle}
            >
              {together ? <Link2 size={13} /> : <Link2Off size={13} />}
            </IconButton>
          ) : null}
          <NumberField
            integer
            {...limits(field)}
            label={`${label}, ${t(`inspector.${name}`)}`}
            value={value[axis] ?? first}
            unit={field.symbol && axis === names.length - 1 ? <SymbolText text={field.symbol} /> : null}
            linked={linked}
            onFocus={() => onLink(field.key)}
            onBlur={() => onLink(null)}
            onChange={(n) => onChange(value.map((old, i) => (together || i === axis ? n : old)))}
          />
        </Fragment>
      ))}
    </>
  );
}

const mostSizes = 4;

/** Sizes of a shape, or numbers of axes: as many as the schema takes. */
export function ListControl(props: Typed<readonly number[]>) {
  const { field, label, value, linked, onLink, onChange, accepts } = props;
  const { t } = useTranslation('define');
  const shorter = value.slice(0, -1);
  const longer = [...value, nextOf(props)];
  const name = field.control === 'axes' ? 'inspector.axisNumber' : 'inspector.axis';
  return (
    <span className={styles.sizes}>
      {value.length === 0 ? <span className={styles.quiet}>{t('inspector.none')}</span> : null}
      {value.map((size, axis) => (
        <NumberField
          // biome-ignore lint/suspicious/noArrayIndexKey: a size is its axis
          key={axis}
          integer
          {...limits(field)}
          label={`${label}, ${t(name, { number: axis + 1 })}`}
          value={size}
          linked={linked}
          onFocus={() => onLink(field.key)}
          onBlur={() => onLink(null)}
          onChange={(n) => onChange(value.map((old, i) => (i === axis ? n : old)))}
        />
      ))}
      {value.length > 0 && accepts(shorter) ? (
        <IconButton size="small" label={t('inspector.removeAxis')} onClick={() => onChange(shorter)}>
          <Minus size={12} />
        </IconButton>
      ) : null}
      {value.length < mostSizes && accepts(longer) ? (
        <IconButton size="small" label={t('inspector.addAxis')} onClick={() => onChange(longer)}>
          <Plus size={12} />
        </IconButton>
      ) : null}
    </span>
  );
}

/** Axes count on; a new size is the least that means something. */
function nextOf({ field, value }: Typed<readonly number[]>): number {
  if (field.control !== 'axes') return Math.max(1, field.min ?? 1);
  const last = value.at(-1);
  return last === undefined ? 1 : Math.min(field.max ?? last + 1, last + 1);
}

/** A shape or none. */
export function OptionalList(props: Typed<readonly number[] | null>) {
  const { field, label, value, onChange, accepts } = props;
  const { t } = useTranslation('define');
  const least = Math.max(field.min ?? 1, 0);
  const first = Array.from({ length: mostSizes }, (_, i) => new Array<number>(i + 1).fill(least)).find(accepts);
  return (
    <>
      <Switch
        label={`${label}, ${t('inspector.on')}`}
        checked={value !== null}
        onChange={(on) => onChange(on ? first : null)}
      />
      {value === null ? t('inspector.without') : <ListControl {...props} value={value} />}
    </>
  );
}

const sideNames = {
  1: [['before', 'after']],
  2: [
    ['top', 'bottom'],
    ['left', 'right'],
  ],
  3: [
    ['front', 'back'],
    ['top', 'bottom'],
    ['left', 'right'],
  ],
} as const;

/** Borders on both sides of one, two or three axes, each with its name. */
export function PaddingControl({
  field,
  label,
  value,
  linked,
  onLink,
  onChange,
}: Typed<readonly (readonly [number, number])[]>) {
  const { t } = useTranslation('define');
  const names = sideNames[value.length === 1 ? 1 : value.length === 3 ? 3 : 2];
  return (
    <span className={styles.padding}>
      {names.flatMap((pair, axis) =>
        pair.map((side, end) => (
          <NumberField
            key={side}
            integer
            {...limits(field)}
            label={`${label}, ${t(`inspector.${side}`)}`}
            unit={t(`inspector.${side}`)}
            value={value[axis]?.[end] ?? 0}
            linked={linked}
            onFocus={() => onLink(field.key)}
            onBlur={() => onLink(null)}
            onChange={(n) =>
              onChange(value.map((old, i) => (i === axis ? old.map((m, j) => (j === end ? n : m)) : old)))
            }
          />
        )),
      )}
    </span>
  );
}
