import { type Dataset, labelOf } from '../../src/engine/data/dataset.ts';
import type { Place } from '../../src/engine/survey/report.ts';
import { formatSignificant, type Locale } from '../i18n/format.ts';

/** What a sample is to be answered with, in words; empty where it is a picture. */
export function answerText({ splits, classes }: Dataset, { split, index }: Place, locale: Locale): string {
  const { targets } = splits[split];
  switch (targets.kind) {
    case 'classes':
      return classes[labelOf(splits[split], index) ?? -1] ?? '';
    case 'manyLabels':
      return classes.filter((_, label) => targets.values[index * classes.length + label] === 1).join(', ');
    case 'values':
      return targets.names
        .map((_, i) => formatSignificant(targets.values[index * targets.names.length + i] ?? 0, 4, locale))
        .join(' · ');
    case 'masks':
      return '';
  }
}
