import { layerOf } from '../../src/core/layers/registry.ts';
import { useDocument, useLayerNode, useNodeAnalysis } from '../app.ts';
import { ParamForm } from './fields/param-form.tsx';
import { GroupPath } from './group-path.tsx';
import { Header } from './header.tsx';
import { InputsSection } from './inputs-section.tsx';
import styles from './inspector.module.css';
import { LiveMath } from './live-math.tsx';
import { Operating } from './operating.tsx';
import { ProblemNotes } from './problem-notes.tsx';
import { SharedWeights } from './shared-weights.tsx';
import { LayerTimeSection } from './time-section.tsx';
import { WeightOriginLine } from './weight-origin.tsx';
import { WeightsTable } from './weights-table.tsx';
import { WhatIf } from './what-if.tsx';

export function NodeInspector({ id }: { readonly id: string }) {
  const node = useLayerNode(id);
  const analysis = useNodeAnalysis(id);
  const groups = useDocument((s) => s.document.groups);
  if (!node || !analysis) return null;
  return (
    <div className={styles.body} data-family={layerOf(node.kind)?.doc.family ?? 'core'}>
      <Header node={node} analysis={analysis} />
      <Operating ids={[id]} />
      <div className={styles.scroll}>
        <GroupPath groups={groups} of={id} />
        <ProblemNotes node={node} analysis={analysis} />
        <ParamForm node={node} analysis={analysis} />
        <InputsSection node={node} analysis={analysis} />
        <LiveMath node={node} analysis={analysis} />
        <LayerTimeSection analysis={analysis} />
        <WeightsTable weights={analysis.weights}>
          <SharedWeights node={node} analysis={analysis} />
          <WeightOriginLine id={id} />
        </WeightsTable>
      </div>
      <WhatIf node={node} analysis={analysis} />
    </div>
  );
}
