import { useTranslation } from 'react-i18next';
import { useDocument, useUi } from '../app.ts';
import { groupOfNodes } from '../canvas/group-edit.ts';
import { useCanvas } from '../canvas/store.ts';
import { EdgeInspector } from './edge-inspector.tsx';
import { GroupInspector } from './group-inspector.tsx';
import styles from './inspector.module.css';
import { NetworkSummary } from './network-summary.tsx';
import { NodeInspector } from './node-inspector.tsx';
import { SeveralInspector } from './several-inspector.tsx';

/** Right panel of Define: what is selected, with its settings and the arithmetic behind its figures. */
export function Inspector() {
  const { t } = useTranslation('define');
  const selection = useUi((s) => s.selection);
  const edges = useUi((s) => s.selectedEdges);
  const groups = useDocument((s) => s.document.groups);
  const preferred = useCanvas((s) => s.group);
  // A group of one layer is meant where its header was pressed; else the layer is.
  const found = groupOfNodes(groups, selection, preferred);
  const group = selection.size > 1 || found?.id === preferred ? found : null;
  const [id] = selection;
  const [edge] = edges;
  return (
    <section className={styles.inspector} aria-label={t('inspector.label')}>
      {group ? <GroupInspector key={group.id} group={group} /> : null}
      {!group && id !== undefined && selection.size === 1 ? <NodeInspector key={id} id={id} /> : null}
      {!group && selection.size > 1 ? <SeveralInspector ids={selection} /> : null}
      {selection.size === 0 && edge !== undefined ? <EdgeInspector id={edge} /> : null}
      {selection.size === 0 && edge === undefined ? <NetworkSummary /> : null}
    </section>
  );
}
