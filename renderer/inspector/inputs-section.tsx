import { useTranslation } from 'react-i18next';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import { wiresInto } from '../../src/core/document/incoming.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import { layerOf } from '../../src/core/layers/registry.ts';
import { formatShape, sameShape } from '../../src/core/math/shape.ts';
import { useApp, useDocument } from '../app.ts';
import { locate } from '../canvas/view-actions.ts';
import { ShapeChip } from '../ui/layout.tsx';
import styles from './inspector.module.css';

/** What feeds a layer that joins several: each input's layer and shape, those that differ from the first marked. */
export function InputsSection({ node, analysis }: { readonly node: LayerNode; readonly analysis: NodeAnalysis }) {
  const app = useApp();
  const { t } = useTranslation('define');
  const sources = useDocument((s) =>
    wiresInto(s.document.graph.edges, node.id)
      .map((edge) => edge.source)
      .join('\n'),
  );
  const nodes = useDocument((s) => s.document.graph.nodes);
  const joins = layerOf(node.kind)?.arity.max === null;
  const wrong = analysis.problems.some(({ code }) => code === 'shape.mismatch' || code === 'concat.mismatch');
  if (!joins) return null;
  const ids = sources === '' ? [] : sources.split('\n');
  const [first] = analysis.inputs;
  return (
    <section className={styles.section}>
      <h3>{t('inspector.inputs')}</h3>
      {ids.length === 0 ? <p className={styles.unknown}>{t('inspector.noInputs')}</p> : null}
      <ol>
        {ids.map((id, port) => {
          const shape = analysis.inputs[port] ?? null;
          const differs = wrong && shape && first ? !sameShape(first, shape) : false;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same layer may feed two ports
            <li key={`${port} ${id}`}>
              <button type="button" className={styles.inputRow} onClick={() => locate(app, id)}>
                <span>{port + 1}</span>
                {nodes[id]?.name ?? id}
                <span data-differs={differs || undefined}>
                  <ShapeChip>{shape ? formatShape(shape) : '?'}</ShapeChip>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
