import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DrawingWords } from '../../src/core/figures/drawing.ts';
import type { PaperWords } from '../../src/core/figures/paper/flow.ts';
import type { TableWords } from '../../src/core/figures/tables.ts';
import { amountText, titleOf } from '../canvas/node-facts.ts';
import { choiceText, layerText } from '../i18n/core-text.ts';
import { decimalSign, formatFull, formatPercent, formatTotal, type Locale } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';

export interface FigureWords {
  readonly drawing: DrawingWords;
  readonly paper: PaperWords;
  readonly table: TableWords;
}

/** What exported figures say, in the language of the interface. */
export function useFigureWords(): FigureWords {
  const { t } = useTranslation(['evaluate', 'define']);
  const locale = useLocale();
  return useMemo(() => figureWords(t, locale), [t, locale]);
}

function figureWords(t: TFunction<['evaluate', 'define']>, locale: Locale): FigureWords {
  const layers = (count: number) => t('define:count.layers', { count });
  const title: DrawingWords['title'] = (node) => titleOf(node, locale);
  const activation = (name: string) => choiceText(name, locale);
  return {
    drawing: {
      title,
      activation,
      layers,
      figure: (value, share) => amountText(value, share, locale),
      percent: (share) => formatPercent(share, locale, 0),
      macs: (value) => `${formatTotal(value, locale)} ${t('define:why.unit.macs')}`,
      foreign: t('define:canvas.foreign'),
      decimal: decimalSign(locale),
    },
    paper: {
      title,
      activation,
      layers,
      family: (family) => t(`define:family.${family}`),
      merge: (kind) => layerText(kind, locale).title,
      repeated: t('export.repeated'),
      shortcut: t('export.shortcut'),
    },
    table: {
      columns: [
        t('export.columns.layer'),
        t('export.columns.kind'),
        t('export.columns.output'),
        t('export.columns.parameters'),
        t('export.columns.macs'),
      ],
      total: t('export.columns.total'),
      number: (value) => formatFull(value, locale),
    },
  };
}
