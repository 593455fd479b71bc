import { Ban, CircleDashed, CircleDot, Equal, Import, RedoDot, Snowflake, UnfoldHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { NodeMode } from '../../src/core/document/schema.ts';
import type { WeightOrigin } from '../../src/core/surgery/origins.ts';
import styles from './node.module.css';

/** At the corner of a layer that is out of work; its accessible name says so in words. */
export const ModeMark = ({ mode }: { readonly mode: NodeMode }) => (
  <span className={styles.mark}>
    <ModeIcon mode={mode} />
  </span>
);

/** At the corner of a layer that training leaves as it is. */
export const FrozenMark = () => (
  <span className={styles.mark} data-frozen>
    <Snowflake size={12} />
  </span>
);

const originIcons = {
  trained: CircleDot,
  transferred: Import,
  widened: UnfoldHorizontal,
  inserted: Equal,
  fresh: CircleDashed,
} as const;

/** At the lower corner: where a layer's weights come from. */
export function OriginMark({ origin }: { readonly origin: WeightOrigin }) {
  const { t } = useTranslation('define');
  return (
    <span className={styles.mark} data-origin={origin} title={t(`origin.${origin}`)}>
      <OriginIcon origin={origin} />
    </span>
  );
}

export function OriginIcon({ origin }: { readonly origin: WeightOrigin }) {
  const Icon = originIcons[origin];
  return <Icon size={12} />;
}

export const ModeIcon = ({ mode }: { readonly mode: NodeMode }) =>
  mode === 'bypass' ? <RedoDot size={12} /> : <Ban size={12} />;
