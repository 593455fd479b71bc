import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { subtotal } from '../../src/core/analysis/share.ts';
import type { Group } from '../../src/core/document/schema.ts';
import { useAnalysis, useDocument, useUi } from '../app.ts';
import { formatShort, formatTotal } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import styles from './canvas.module.css';
import { groupFrame } from './geometry.ts';
import { useCanvas } from './store.ts';

/** Width from which a frame has room for more than its name and its parameters, px. */
const roomy = 300;

/** Frames behind the members of groups, with what they sum up to. */
export function GroupFrames() {
  const groups = useDocument((s) => s.document.groups);
  const all = Object.values(groups);
  if (all.length === 0) return null;
  return (
    <ViewportPortal>
      {all.map((group) => (
        <Frame key={group.id} group={group} />
      ))}
    </ViewportPortal>
  );
}

const Frame = memo(function Frame({ group }: { readonly group: Group }) {
  const { t } = useTranslation('define');
  const locale = useLocale();
  const live = useUi((s) => s.step === 'train');
  // As text: a frame renders only when its own place or size changed.
  const place = useDocument((s) => {
    const rect = groupFrame(s.document, group.members, live);
    return rect ? [rect.x, rect.y, rect.width, rect.height].join(' ') : '';
  });
  const parameters = useAnalysis((s) => subtotal(s.analysis, group.members, 'parameters'));
  const macs = useAnalysis((s) => subtotal(s.analysis, group.members, 'macs'));
  const [x = 0, y = 0, width = 0, height = 0] = place.split(' ').map(Number);
  const visible = useCanvas(({ viewport, size }) => {
    const left = x * viewport.zoom + viewport.x;
    const top = y * viewport.zoom + viewport.y;
    return (
      left < size.width && top < size.height && left + width * viewport.zoom > 0 && top + height * viewport.zoom > 0
    );
  });
  if (place === '' || !visible) return null;
  return (
    <div className={styles.group} style={{ transform: `translate(${x}px, ${y}px)`, width, height }}>
      <b>{group.name}</b>
      {width >= roomy ? <span>{t('count.layers', { count: group.members.length })}</span> : null}
      <span>
        {formatShort(parameters, locale)}
        {width >= roomy ? ` · ${formatTotal(macs, locale)} MACs` : ''}
      </span>
    </div>
  );
});
