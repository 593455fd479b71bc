import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { optimizers } from '../../src/core/document/schema.ts';
import type { Dimension, SearchRange } from '../../src/core/search/schema.ts';
import { useSettingText } from '../runs/setting-text.ts';
import { IconButton } from '../ui/button.tsx';
import { NumberField } from '../ui/fields.tsx';
import { useDimensionName } from './dimension-text.ts';
import styles from './search.module.css';

interface DimensionRowProps {
  readonly dimension: Dimension;
  readonly onChange: (dimension: Dimension) => void;
  readonly onRemove: () => void;
}

/** What is varied, and from where to where. */
export function DimensionRow({ dimension, onChange, onRemove }: DimensionRowProps) {
  const { t } = useTranslation('runs');
  const name = useDimensionName()(dimension);
  const set = (range: SearchRange) => onChange({ ...dimension, range });
  return (
    <li className={styles.dimension}>
      <div>
        <b title={name}>{name}</b>
        <span>{t(`search.range.${dimension.range.kind}`)}</span>
        <IconButton size="small" label={t('search.leaveOut', { name })} onClick={onRemove}>
          <X size={13} />
        </IconButton>
      </div>
      <Range dimension={dimension} name={name} onChange={set} />
    </li>
  );
}

interface RangeProps {
  readonly dimension: Dimension;
  readonly name: string;
  readonly onChange: (range: SearchRange) => void;
}

function Range({ dimension, name, onChange }: RangeProps) {
  const { t } = useTranslation('runs');
  const { range } = dimension;
  if (range.kind === 'choice') return <Choices dimension={dimension} range={range} onChange={onChange} />;
  const whole = range.kind === 'whole' || range.kind === 'powers';
  const least = range.kind === 'log' ? { min: 1e-9 } : range.kind === 'powers' ? { min: 1 } : {};
  return (
    <div className={styles.ends}>
      <NumberField
        label={t('search.lowest', { name })}
        value={range.low}
        integer={whole}
        {...least}
        max={range.high}
        onChange={(low) => onChange({ ...range, low })}
      />
      <span aria-hidden="true">…</span>
      <NumberField
        label={t('search.highest', { name })}
        value={range.high}
        integer={whole}
        min={range.low}
        onChange={(high) => onChange({ ...range, high })}
      />
    </div>
  );
}

interface ChoicesProps {
  readonly dimension: Dimension;
  readonly range: Extract<SearchRange, { kind: 'choice' }>;
  readonly onChange: (range: SearchRange) => void;
}

/** Values that may be drawn, each on or off; one stays on. */
function Choices({ dimension, range, onChange }: ChoicesProps) {
  const { textOf } = useSettingText();
  const setting = dimension.target.kind === 'setting' ? dimension.target.setting : '';
  const all = setting === 'optimizer' ? optimizers : range.values;
  return (
    <div className={styles.choices}>
      {all.map((value) => {
        const on = range.values.includes(value);
        const next = all.filter((one) => (one === value ? !on : range.values.includes(one)));
        return (
          <button
            key={String(value)}
            type="button"
            aria-pressed={on}
            disabled={(on && range.values.length === 1) || setting !== 'optimizer'}
            onClick={() => onChange({ kind: 'choice', values: [...next] })}
          >
            {textOf(setting, value)}
          </button>
        );
      })}
    </div>
  );
}
