import { useTranslation } from 'react-i18next';
import { totalTime } from '../../src/core/analysis/share.ts';
import { useApp, useLayerNode } from '../app.ts';
import { heatOf } from '../canvas/share.ts';
import { locate } from '../canvas/view-actions.ts';
import { useLocale } from '../i18n/i18n.ts';
import { formatMilliseconds } from '../profile/format-time.ts';
import { useFreshProfile } from '../profile/use-profile.ts';
import { Section } from '../ui/layout.tsx';
import styles from './inspector.module.css';

const shown = 8;

/** Those of these layers whose forward pass took longest, as far as they have been measured. */
export function Slowest({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation('define');
  const layers = useFreshProfile()?.layers;
  if (!layers) return null;
  const timed = ids.flatMap((id) => {
    const milliseconds = layers[id];
    return milliseconds === undefined ? [] : [{ id, milliseconds }];
  });
  const total = totalTime(layers);
  const first = timed.sort((a, b) => b.milliseconds - a.milliseconds).slice(0, shown);
  if (first.length === 0) return null;
  return (
    <Section title={t('time.slowest')} aside={t('time.byTime')}>
      {first.map(({ id, milliseconds }) => (
        <SlowestRow key={id} id={id} milliseconds={milliseconds} share={total === 0 ? 0 : milliseconds / total} />
      ))}
    </Section>
  );
}

interface RowProps {
  readonly id: string;
  readonly milliseconds: number;
  readonly share: number;
}

function SlowestRow({ id, milliseconds, share }: RowProps) {
  const app = useApp();
  const locale = useLocale();
  const node = useLayerNode(id);
  if (!node) return null;
  return (
    <button type="button" className={styles.largest} data-time onClick={() => locate(app, id)}>
      <span>{node.name}</span>
      <i data-heat={heatOf(share)} style={{ '--part': `${Math.max(1, share * 100)}%` }} />
      <b>{formatMilliseconds(milliseconds, locale)}</b>
    </button>
  );
}
