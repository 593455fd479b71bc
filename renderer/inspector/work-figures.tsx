import { useTranslation } from 'react-i18next';
import type { Derivation, DerivationCode } from '../../src/core/analysis/derivations/derivation.ts';
import { formatBytes, formatDecimals, formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Section } from '../ui/layout.tsx';
import { Figure } from './figure.tsx';
import { derivationsOf } from './why/use-derivations.ts';

/** Figures of work and training of the whole network, each with all that it is made of; the last code is the figure. */
const figures: readonly (readonly DerivationCode[])[] = [
  ['intensity'],
  ['forward', 'backward', 'trainingSample', 'trainingStep'],
  ['trainingWeights', 'trainingGradients', 'trainingSlots', 'trainingActivations', 'trainingMemory'],
];

export function WorkFigures({ why }: { readonly why: readonly Derivation[] }) {
  const { t } = useTranslation('define');
  const shown = figures.filter((codes) => why.some(({ code }) => code === codes.at(-1)));
  if (shown.length === 0) return null;
  return (
    <Section title={t('inspector.work')}>
      {shown.map((codes) => (
        <WorkFigure key={codes[0]} why={derivationsOf(why, ...codes)} />
      ))}
    </Section>
  );
}

function WorkFigure({ why }: { readonly why: readonly Derivation[] }) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const result = why.at(-1);
  if (!result) return null;
  const { value } = result.formula;
  const unit = `\u00a0${t(`why.unit.${result.unit}`)}`;
  const texts = {
    bytes: () => formatBytes(value, locale),
    flopsPerByte: () => formatDecimals(value, 2, locale) + unit,
  } as const;
  const text =
    result.unit === 'bytes' || result.unit === 'flopsPerByte'
      ? texts[result.unit]()
      : formatTotal(value, locale) + unit;
  // What is held, beside the peak above it, which has the engine's working space in it.
  const title = result.code === 'trainingMemory' ? t('inspector.held') : t(`why.title.${result.code}`);
  return <Figure title={title} value={text} why={why} own={false} />;
}
