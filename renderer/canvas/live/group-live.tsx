import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { useSession, useUi } from '../../app.ts';
import { formatPercent } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/i18n.ts';
import { Gauge } from './gauge.tsx';
import { figuresOfGroup, gradientDecades } from './levels.ts';
import styles from './live.module.css';

/** Gradient and dead units of a group as a whole; `null` while nothing was measured. */
export function useGroupFigures(layers: readonly string[]) {
  const shown = useUi((s) => s.step === 'train' && s.paint !== 'off');
  const figures = useSession(useShallow((s) => figuresOfGroup(shown ? s.figures : {}, layers)));
  return figures.gradient === null ? null : { gradient: figures.gradient, dead: figures.dead };
}

interface GroupLiveProps {
  readonly gradient: number;
  readonly dead: number | null;
}

/** In place of what a group costs. */
export function GroupLive({ gradient, dead }: GroupLiveProps) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  return (
    <span className={styles.group}>
      <Gauge sign="∇" value={gradient} decades={gradientDecades} inline />
      {dead === null ? null : (
        <span className={styles.dead}>{t('live.dead', { share: formatPercent(dead, locale, 0) })}</span>
      )}
    </span>
  );
}
