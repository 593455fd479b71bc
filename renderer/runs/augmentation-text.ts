import { useTranslation } from 'react-i18next';
import { type AugmentStep, augmentationSchema } from '../../src/core/augment/schema.ts';
import { formatPlain } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { rangesOf } from '../training/augment/fields.ts';

/** Steps of a pipeline as `flatSettings` has them; `null` for what are none. */
function stepsOf(text: string): readonly AugmentStep[] | null {
  try {
    const parsed = augmentationSchema.shape.steps.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** `Rotation ±10°, Horizontal flip 50 %`: steps with the ranges that they draw from, and for how many pictures. */
export function useAugmentationText(): (steps: string) => string {
  const { t } = useTranslation('augment');
  const locale = useLocale();
  const range = (low: number, high: number, unit: string): string => {
    const text = (value: number) => formatPlain(Number(value.toPrecision(6)), locale).replace('-', '−');
    const space = unit === '%' ? '\u00a0' : '';
    return low === -high ? `±${text(high)}${space}${unit}` : `${text(low)}…${text(high)}${space}${unit}`;
  };
  const stepText = (step: AugmentStep): string =>
    [
      t(`kind.${step.kind}`),
      ...rangesOf(step).map(({ range: [low, high], shown: { scale, unit } }) => range(low * scale, high * scale, unit)),
      ...(step.probability < 1
        ? [`(${formatPlain(Number((step.probability * 100).toPrecision(3)), locale)}\u00a0%)`]
        : []),
    ].join(' ');
  return (text) => stepsOf(text)?.map(stepText).join(', ') ?? text;
}
