import { useTranslation } from 'react-i18next';
import type { Derivation, DerivationCode } from '../../src/core/analysis/derivations/derivation.ts';
import { formatDecimals, formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Section } from '../ui/layout.tsx';
import { Figure } from './figure.tsx';
import { derivationsOf } from './why/use-derivations.ts';

/** Work of a forward pass and of training, of the whole network, each with all that it is made of; the last code is the figure. */
const figures: readonly (readonly DerivationCode[])[] = [
  ['intensity'],
  ['forward', 'backward', 'trainingSample', 'trainingStep'],
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
  const text = (result.unit === 'flopsPerByte' ? formatDecimals(value, 2, locale) : formatTotal(value, locale)) + unit;
  return <Figure title={t(`why.title.${result.code}`)} value={text} why={why} own={false} />;
}
