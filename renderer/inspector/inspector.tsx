import { useTranslation } from 'react-i18next';
import { useUi } from '../app.ts';
import { EdgeInspector } from './edge-inspector.tsx';
import styles from './inspector.module.css';
import { NetworkSummary } from './network-summary.tsx';
import { NodeInspector } from './node-inspector.tsx';
import { SeveralInspector } from './several-inspector.tsx';

/** Right panel of Define: what is selected, with its settings and the arithmetic behind its figures. */
export function Inspector() {
  const { t } = useTranslation('define');
  const selection = useUi((s) => s.selection);
  const edges = useUi((s) => s.selectedEdges);
  const [id] = selection;
  const [edge] = edges;
  return (
    <section className={styles.inspector} aria-label={t('inspector.label')}>
      {id !== undefined && selection.size === 1 ? <NodeInspector key={id} id={id} /> : null}
      {selection.size > 1 ? <SeveralInspector ids={selection} /> : null}
      {selection.size === 0 && edge !== undefined ? <EdgeInspector id={edge} /> : null}
      {selection.size === 0 && edge === undefined ? <NetworkSummary /> : null}
    </section>
  );
}
