import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp, useUi } from '../../app.ts';
import { formatSmall } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { type Paint, paints } from '../../store/ui.ts';
import { Segmented } from '../../ui/choice.tsx';
import floats from '../floats.module.css';
import { flowWidth } from './flow.ts';
import { levelEnds, levels } from './levels.ts';
import styles from './live.module.css';
import { keepGradients } from './recent.ts';

/** In Train: what layers show of their learning, and what the colours of wires say. */
export function PaintChoice() {
  const app = useApp();
  const { t } = useTranslation('define');
  const paint = useUi((s) => s.paint);
  // Lines are there from the beginning of a run, whatever is shown then.
  useEffect(() => keepGradients(app.session), [app]);
  return (
    <>
      <div className={floats.float} data-corner="overlay">
        <span>{t('live.label')}</span>
        <Segmented
          label={t('live.label')}
          value={paint}
          choices={paints.map((value: Paint) => ({ value, label: t(`live.${value}`) }))}
          onChange={(value) => app.ui.setState({ paint: value })}
        />
      </div>
      {paint === 'gradients' ? <Legend /> : null}
    </>
  );
}

function Legend() {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const ends = levelEnds.map((end) => formatSmall(end, locale, 0));
  const texts = [`< ${ends[0]}`, ...ends.slice(1).map((end, i) => `${ends[i]} – ${end}`), `≥ ${ends.at(-1)}`];
  return (
    <div className={floats.below}>
      <ul className={styles.legend} aria-label={t('live.legend')} title={t('live.legend')}>
        {levels.map((level, i) => (
          <li key={level}>
            <i style={{ '--warmth': `var(--heat-${level})`, height: flowWidth(level) + 1 }} />
            {texts[i]}
          </li>
        ))}
      </ul>
    </div>
  );
}
