import { useTranslation } from 'react-i18next';
import { measureOf, shareOf } from '../../src/core/analysis/share.ts';
import { useAnalysis, useApp, useLayerNode, useNodeAnalysis } from '../app.ts';
import { heatOf } from '../canvas/share.ts';
import { locate } from '../canvas/view-actions.ts';
import { formatShort } from '../i18n/format.ts';
import { useLocale } from '../i18n/i18n.ts';
import { Section } from '../ui/layout.tsx';
import styles from './inspector.module.css';

const shown = 8;

/** Those of these layers that have most of the parameters. */
export function Largest({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation('define');
  const first = useAnalysis(({ analysis }) => {
    const parameters = (id: string) => measureOf(analysis.node(id), 'parameters');
    const most = ids.filter((id) => parameters(id) > 0).sort((a, b) => parameters(b) - parameters(a));
    return most.slice(0, shown).join('\n');
  });
  if (first === '') return null;
  return (
    <Section title={t('inspector.largest')} aside={t('inspector.byParameters')}>
      {first.split('\n').map((id) => (
        <LargestRow key={id} id={id} />
      ))}
    </Section>
  );
}

function LargestRow({ id }: { readonly id: string }) {
  const app = useApp();
  const locale = useLocale();
  const node = useLayerNode(id);
  const analysis = useNodeAnalysis(id);
  const share = useAnalysis((s) => shareOf(s.analysis, id, 'parameters'));
  if (!node) return null;
  return (
    <button type="button" className={styles.largest} onClick={() => locate(app, id)}>
      <span>{node.name}</span>
      <i data-heat={heatOf(share)} style={{ '--part': `${Math.max(1, share * 100)}%` }} />
      <b>{formatShort(analysis?.parameters.total ?? 0, locale)}</b>
    </button>
  );
}
