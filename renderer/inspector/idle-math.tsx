import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Derivation } from '../../src/core/analysis/derivations/derivation.ts';
import { type IdleReason, resolveModes } from '../../src/core/analysis/effective.ts';
import { derivations } from '../../src/core/analysis/explain.ts';
import type { NodeAnalysis } from '../../src/core/analysis/types.ts';
import type { LayerNode } from '../../src/core/document/schema.ts';
import { useApp, useDocument } from '../app.ts';
import styles from './inspector.module.css';

interface IdleMathProps {
  readonly node: LayerNode;
  readonly reason: IdleReason;
  /** Prints figures with their derivations. */
  readonly figures: (subject: { readonly analysis: NodeAnalysis; readonly why: readonly Derivation[] }) => ReactNode;
}

/** Of a layer that does nothing: what goes out of it instead, and what it would be and cost if it worked. */
export function IdleMath({ node, reason, figures }: IdleMathProps) {
  const { t } = useTranslation('define');
  const passed = useDocument(({ document: { graph } }) => {
    const source = resolveModes(graph).idle.get(node.id)?.source;
    return typeof source === 'string' ? (graph.nodes[source]?.name ?? source) : null;
  });
  const subject = useAtWork(node);
  const key = reason === 'bypass' && passed === null ? 'dry' : reason;
  return (
    <>
      <p className={styles.unknown}>{t(`inspector.idle.${key}`, { name: passed ?? '' })}</p>
      {subject ? (
        <>
          <h4 className={styles.atWork}>{t('inspector.atWork')}</h4>
          {figures(subject)}
        </>
      ) : null}
    </>
  );
}

/** Nothing for a merge that has one input left: it has no mode that could be taken off. */
function useAtWork({ id, mode }: LayerNode) {
  const app = useApp();
  const document = useDocument((s) => s.document);
  return useMemo(() => {
    if (mode === undefined) return null;
    const then = app.analyses.preview(document, [{ type: 'setMode', nodes: [id], mode: null }]);
    const analysis = then.analysis.node(id);
    return analysis ? { analysis, why: derivations(id, then) } : null;
  }, [app, document, id, mode]);
}
