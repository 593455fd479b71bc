import { useTranslation } from 'react-i18next';
import { heatStepsOf } from '../../src/core/figures/facts.ts';
import { useUi } from '../app.ts';
import { formatPercent } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import styles from './floats.module.css';
import { shownIn } from './share.ts';

/** The five colours of a bar, with what is below the first step and above the last. */
export function Ramp() {
  const locale = useLocale();
  const steps = heatStepsOf(useUi(shownIn));
  return (
    <span className={styles.legend}>
      {formatPercent(steps[0] ?? 0, locale, 0)}
      <i className={styles.ramp} />
      {formatPercent(steps.at(-1) ?? 0, locale, 0)}+
    </span>
  );
}

/** Each colour of the heat with the shares that have it; `of` is what they are shares of. */
export function HeatLegend({ of }: { readonly of: string }) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const steps = heatStepsOf(useUi(shownIn)).map((step) => formatPercent(step, locale, 0));
  const texts = [...steps, ''].map((to, i) => {
    const from = steps[i - 1];
    if (from === undefined) return t('overlay.below', { to });
    return to === '' ? t('overlay.above', { from }) : t('overlay.between', { from: from.replace(/\D+$/, ''), to });
  });
  return (
    <ul className={styles.heatLegend} aria-label={t('overlay.heat', { of })}>
      {texts.map((text, i) => (
        <li key={text}>
          <i style={{ '--warmth': `var(--heat-${i + 1})` }} />
          {text}
        </li>
      ))}
    </ul>
  );
}
