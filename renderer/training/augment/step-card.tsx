import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AugmentStep, Range } from '../../../src/core/augment/schema.ts';
import { IconButton } from '../../ui/button.tsx';
import panel from '../training.module.css';
import styles from './augment.module.css';
import { type RangeField, rangesOf, withRange } from './fields.ts';
import { stepIcons } from './icons.ts';
import { SliderRow } from './range-row.tsx';
import type { UseAugmentation } from './use-augmentation.ts';

interface StepCardProps {
  readonly step: AugmentStep;
  readonly place: number;
  readonly pipeline: UseAugmentation;
}

/** One step of the pipeline: its ranges, for how many pictures, and its place among the others. */
export function StepCard({ step, place, pipeline }: StepCardProps) {
  const { t } = useTranslation('augment');
  const name = t(`kind.${step.kind}`);
  const Icon = stepIcons[step.kind];
  const last = pipeline.augmentation.steps.length - 1;
  return (
    <li className={styles.step} aria-label={name}>
      <header>
        <Icon size={14} />
        <h4>{name}</h4>
        <IconButton
          label={t('up', { step: name })}
          size="small"
          disabled={place === 0}
          onClick={() => pipeline.swap(place - 1)}
        >
          <ArrowUp size={13} />
        </IconButton>
        <IconButton
          label={t('down', { step: name })}
          size="small"
          disabled={place === last}
          onClick={() => pipeline.swap(place)}
        >
          <ArrowDown size={13} />
        </IconButton>
        <IconButton label={t('remove', { step: name })} size="small" onClick={() => pipeline.remove(place)}>
          <X size={13} />
        </IconButton>
      </header>
      {rangesOf(step).map((field) => (
        <RangeRow
          key={field.key}
          step={name}
          field={field}
          onChange={(range) => pipeline.replace(place, withRange(step, field.key, range))}
        />
      ))}
      <SliderRow
        label={t('probability')}
        names={[t('probabilityOf', { step: name })]}
        values={[rounded(step.probability * 100)]}
        min={0}
        max={100}
        step={1}
        unit="%"
        onChange={([value = 0]) => pipeline.replace(place, { ...step, probability: value / 100 })}
      />
      {step.kind === 'zoom' ? <p className={panel.note}>{t('zoomHint')}</p> : null}
      {step.kind === 'cutout' ? <p className={panel.note}>{t('cutoutHint')}</p> : null}
    </li>
  );
}

interface RangeRowProps {
  readonly step: string;
  readonly field: RangeField;
  readonly onChange: (range: Range) => void;
}

function RangeRow({ step, field: { key, range, limits, usual, shown }, onChange }: RangeRowProps) {
  const { t } = useTranslation('augment');
  const field = t(`field.${key}`);
  const scaled = (value: number): number => rounded(value * shown.scale);
  return (
    <SliderRow
      label={field}
      names={[t('lowest', { step, field }), t('highest', { step, field })]}
      values={[scaled(range[0]), scaled(range[1])]}
      min={scaled(limits[0])}
      max={scaled(limits[1])}
      usual={[scaled(usual[0]), scaled(usual[1])]}
      step={1}
      unit={shown.unit}
      onChange={([low = 0, high = 0]) => onChange([low / shown.scale, high / shown.scale])}
    />
  );
}

/** Percents of shares as people wrote them: 0.07 · 100 is 7.000000000000001. */
const rounded = (value: number): number => Number(value.toPrecision(6));
