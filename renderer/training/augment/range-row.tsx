import { Slider } from 'radix-ui';
import { formatPlain } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { NumberField } from '../../ui/fields.tsx';
import { Row } from '../../ui/layout.tsx';
import styles from './augment.module.css';

interface SlidersProps {
  readonly label: string;
  /** What each thumb is called. */
  readonly names: readonly string[];
  readonly values: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** What the slider spans, unless a number lies beyond; all from `min` to `max` where left out. */
  readonly usual?: readonly [number, number];
  readonly unit: string;
  readonly onChange: (values: readonly number[]) => void;
}

/** Numbers in a row with a slider that has a thumb for each. */
export function SliderRow({ label, names, values, min, max, usual = [min, max], step, unit, onChange }: SlidersProps) {
  const locale = useLocale();
  const sorted = (place: number, value: number): readonly number[] =>
    values.map((old, i) => (i === place ? value : i < place ? Math.min(old, value) : Math.max(old, value)));
  const field = (place: number) => (
    <NumberField
      label={names[place] ?? label}
      value={values[place] ?? 0}
      min={min}
      max={max}
      step={step}
      unit={unit}
      onChange={(value) => onChange(sorted(place, value))}
    />
  );
  return (
    <Row label={label}>
      <div className={styles.sliders} data-pair={values.length > 1 || undefined}>
        {values.length > 1 ? field(0) : null}
        <Slider.Root
          className={styles.slider}
          value={[...values]}
          min={Math.min(usual[0], ...values)}
          max={Math.max(usual[1], ...values)}
          step={step}
          onValueChange={(next) => onChange(next)}
        >
          <Slider.Track className={styles.track}>
            <Slider.Range className={styles.range} />
          </Slider.Track>
          {values.map((value, place) => (
            <Slider.Thumb
              key={names[place]}
              className={styles.thumb}
              aria-label={names[place] ?? label}
              aria-valuetext={`${formatPlain(value, locale)} ${unit}`}
            />
          ))}
        </Slider.Root>
        {field(values.length - 1)}
      </div>
    </Row>
  );
}
