import { formatSmall } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { shareOfDecades } from './levels.ts';
import styles from './live.module.css';

interface GaugeProps {
  /** `∇` of a gradient, `Δ` of a step. */
  readonly sign: '∇' | 'Δ';
  readonly value: number;
  readonly decades: { readonly from: number; readonly to: number };
  readonly title?: string;
  /** Figure and bar side by side. */
  readonly inline?: boolean;
}

/** A length on a scale of powers of ten, with its figure: `∇ 4e−3`. */
export function Gauge({ sign, value, decades, title, inline }: GaugeProps) {
  const locale = useLocale();
  return (
    <span className={styles.gauge} data-inline={inline || undefined} title={title}>
      <span>
        {sign}
        {'\u2009'}
        {value === 0 ? '0' : formatSmall(value, locale, 2)}
      </span>
      <i style={{ '--share': `${Math.round(shareOfDecades(value, decades) * 100)}%` }} />
    </span>
  );
}
