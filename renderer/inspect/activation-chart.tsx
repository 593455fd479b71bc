import { useTranslation } from 'react-i18next';
import type { MapsAnswer } from '../../src/engine/look/protocol.ts';
import { formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import styles from './inspect.module.css';
import { signedText } from './matrix.tsx';

/** How often the layer's values on the image are how large. Heights by logarithm: most values are small. */
export function ActivationChart({ maps }: { readonly maps: MapsAnswer }) {
  const { t } = useTranslation('inspect');
  const locale = useLocale();
  const { histogram } = maps;
  if (!histogram) return null;
  const { counts, min, max } = histogram;
  const height = (count: number): number => (count === 0 ? 0 : 6 + Math.log10(count) * scale);
  const scale = 58 / Math.max(1, Math.log10(Math.max(...counts)));
  const zeros = t('activations.zeros', { share: formatPercent(maps.zeros, locale, 0) });
  const range = { min: signedText(min, locale), max: signedText(max, locale) };
  return (
    <section className={styles.chart}>
      <header>
        <b>{t('activations.title')}</b>
        <span>{zeros}</span>
      </header>
      <svg viewBox="0 0 256 66" preserveAspectRatio="none" role="img" aria-label={t('activations.label', range)}>
        {counts.map((count, bin) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
          <rect key={bin} x={bin * 4} width={3.4} y={66 - height(count)} height={height(count)} />
        ))}
      </svg>
      <footer>
        <span>{range.min}</span>
        <span>{t('activations.axis')}</span>
        <span>{range.max}</span>
      </footer>
    </section>
  );
}
